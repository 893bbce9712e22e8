"""Drives every call of the API by its own description, with a tenant's key, with another tenant's, with nobody's, and without one:
calls.py API KEY STRANGERS_KEY SECONDS ST, where ST is the program of schemathesis. Fails of any answer that the description does not
know, of a 5xx, and of anything that reaches another tenant."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

MARK = "Zaunkoenigspfad"
ROSTER = "username;lastName;groups;room\n" + "".join(f"fuzz-{i};{MARK} {i};{'5a' if i % 2 else '5b'};R{i % 3}\n" for i in range(24))
# Sound ones, where a call wants more than {}.
BODIES = {
    "/users/{username}": {"lastName": "X"},
    "/users/{username}/rename": {"username": "another"},
    "/users/{username}/password": {"password": "ein-Wort-dafuer"},
    "/users/{username}/password/verify": {"password": "ein-Wort-dafuer"},
}
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance,"
    "stays_within_its_tenant,shows_no_inside"
)


def call(api, key, method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(api + path, data, headers, method=method), timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def imported(api, key, name, roster, **options):
    content = roster.encode()
    made = call(api, key, "POST", "/imports", {"name": name, "fileName": "fuzz.csv", "size": len(content), "options": options})
    upload = made["upload"]
    headers = {name: value for name, value in upload["headers"].items() if name.lower() not in ("host", "content-length")}
    urllib.request.urlopen(urllib.request.Request(upload["url"], content, headers, method=upload["method"]), timeout=60).close()
    end = time.monotonic() + 180
    while not call(api, key, "GET", f"/imports/{made['importId']}")["status"].startswith(("COMPLETED", "FAILED", "AWAITING_REVIEW")):
        assert time.monotonic() < end, f"{name} does not end"
        time.sleep(0.5)
    return made["importId"]


def all_of(api, key, path):
    items, cursor = [], ""
    while cursor is not None:
        page = call(api, key, "GET", f"{path}?limit=100{'&cursor=' + urllib.request.quote(cursor) if cursor else ''}")
        items += page["items"]
        cursor = page.get("cursor")
    return items


def everything(api, key):
    """What a tenant has, but for what tells only of the last call."""
    lists = {path: all_of(api, key, path) for path in ("/users", "/groups", "/properties", "/imports")}
    return {**lists, "/settings": call(api, key, "GET", "/settings")}


def described(api):
    """Each call that is described, with how it may be answered; the description itself needs no key."""
    with urllib.request.urlopen(f"{api}/openapi.json", timeout=60) as answer:
        paths = json.load(answer)["paths"]
    return [(path, method, of["responses"]) for path, methods in paths.items() for method, of in methods.items() if method != "parameters"]


def status_of(api, path, method, names, body, key=None):
    """How a call is answered that names what the first tenant has."""
    kind = "groups" if path.startswith("/groups") else "imports"
    concrete = path.format(id=names[kind][0], username=names["users"][0], name=names["properties"][0])
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    request = urllib.request.Request(api + concrete, json.dumps(body).encode(), headers, method=method.upper())
    try:
        return urllib.request.urlopen(request, timeout=60).status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def refuse_the_keyless(api, names):
    calls = described(api)
    for path, method, _ in calls:
        status = status_of(api, path, method, names, {})
        assert status == 401, f"{method} {path} without a key: {status}"
    print(f"calls without a key: {len(calls)} refused")


def hide_from_the_stranger(api, key, names):
    """What a tenant has is not there for another, in any call that tells of what is not there. Every tenant has the group of all."""
    own = [group["id"] for group in all_of(api, key, "/groups")]
    names = {**names, "groups": [group for group in names["groups"] if group not in own]}
    calls = [(path, method) for path, method, answers in described(api) if "{" in path and "404" in answers]
    for path, method in calls:
        status = status_of(api, path, method, names, BODIES.get(path, {}), key)
        assert status == 404, f"{method} {path} with another tenant's key: {status}"
    print(f"calls with another tenant's key: {len(calls)} find nothing")


def drive(st, api, key, who, names, seconds, seed):
    # One worker: two that read their own source at once make Python 3.11 lose count of its recursion, and the tool breaks.
    args = [st, "run", f"{api}/openapi.json", "--url", api, "--workers", "1", "--phases", "coverage,fuzzing", "--max-time", str(seconds)]
    args += ["--checks", CHECKS, "--continue-on-failure", "--request-timeout", "60", "--seed", str(seed), "--warnings", "off", "--no-color"]
    if key:
        args += ["--header", f"Authorization: Bearer {key}"]
    environment = {**os.environ, "CALLS_NAMES": names, "CALLS_AS": who, "CALLS_SEED": str(seed), "SCHEMATHESIS_HOOKS": "calls_hooks"}
    environment["PYTHONPATH"] = str(Path(__file__).parent)
    done = subprocess.run(args, env=environment, capture_output=True, text=True, timeout=seconds + 300)
    figures = [line.strip() for line in done.stdout.splitlines() if "generated" in line]
    print(f"calls as {who}, seed {seed}: {' '.join(figures) or 'none'}")
    if done.returncode or not figures:
        print(done.stdout, done.stderr)
        sys.exit(f"calls as {who} found faults")


def run(api, key, strangers, seconds, st):
    seed = int(os.environ.get("CALLS_SEED", "1"))
    call(api, key, "PUT", "/properties/room", {"type": "input"})
    names = {"mark": MARK, "properties": ["room"], "imports": [imported(api, key, "first", ROSTER)]}
    names["imports"].append(imported(api, key, "to apply", ROSTER.replace("5a", "6a"), dryRun=True))
    names["imports"].append(imported(api, key, "to review", ROSTER.replace("5b", "6b"), review=True))
    names["users"] = [user["username"] for user in all_of(api, key, "/users")]
    names["groups"] = [group["id"] for group in all_of(api, key, "/groups")]
    assert len(names["users"]) == 24 and names["groups"], names
    with tempfile.TemporaryDirectory() as work:
        file = Path(work, "names.json")
        file.write_text(json.dumps(names), encoding="utf-8")
        before = everything(api, key)
        refuse_the_keyless(api, names)
        hide_from_the_stranger(api, strangers, names)
        drive(st, api, "rbk_nobody_0000000000000000000000000000000000000000000", "nobody", file, seconds // 12, seed)
        drive(st, api, "", "keyless", file, seconds // 12, seed)
        drive(st, api, strangers, "stranger", file, seconds // 3, seed)
        assert everything(api, key) == before, "calls of others changed what is not theirs"
        drive(st, api, key, "owner", file, seconds // 2, seed)


if __name__ == "__main__":
    run(*sys.argv[1:4], int(sys.argv[4]), sys.argv[5])
