"""Imports a roster through any server of the API, with the standard library alone: sam_import.py API KEY ROSTER. For sam local it
also says what a wrong key is answered there."""

import json
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def call(method, url, key, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


def run(api, key, roster):
    content = Path(roster).read_bytes()
    wanted = {"name": f"Over sam local {time.time_ns()}", "fileName": Path(roster).name, "size": len(content)}
    made = json.loads(call("POST", f"{api}/imports", key, wanted))
    upload = made["upload"]
    headers = {name: value for name, value in upload["headers"].items() if name.lower() not in ("host", "content-length")}
    with urllib.request.urlopen(urllib.request.Request(upload["url"], content, headers, method=upload["method"])) as answer:
        assert answer.status == 200
    end = time.monotonic() + 120
    while True:
        summary = json.loads(call("GET", f"{api}/imports/{made['importId']}", key))
        if summary["status"].startswith(("COMPLETED", "FAILED")):
            break
        assert time.monotonic() < end, f"still {summary['status']}"
        time.sleep(0.5)
    assert summary["status"] == "COMPLETED", summary
    report = call("GET", f"{api}/imports/{made['importId']}/report", key)
    assert report.startswith(b"\xef\xbb\xbf"), report[:80]
    return summary["counts"]["created"]


if __name__ == "__main__":
    api, key, roster = sys.argv[1:]
    print(f"{run(api, key, roster)} users created over {api}")
    try:
        call("GET", f"{api}/imports", "rbk_demo_wrong")
        raise SystemExit("a wrong key is let in")
    except urllib.error.HTTPError as refused:
        print(f"a wrong key is answered {refused.code}")
