"""What schemathesis does beside its own: it takes names that are there in place of most of those it makes up, and looks at each answer
for what it must never be. CALLS_NAMES is a file of the names, CALLS_AS says whose key is used: owner, stranger, nobody (one that was never
issued) or keyless."""

import json
import os
import random
import re
from pathlib import Path

import schemathesis

NAMES = json.loads(Path(os.environ["CALLS_NAMES"]).read_text(encoding="utf-8"))
AS = os.environ["CALLS_AS"]
INSIDE = re.compile(r"[a-z]+\.[A-Z]\w+(Exception|Error)\b|\w\.java:\d+")
chance = random.Random(int(os.environ.get("CALLS_SEED", "1")))


@schemathesis.hook
def before_call(context, case, **kwargs):
    if AS == "keyless":  # schemathesis makes keys up for what the description says needs one
        for header in [name for name in case.headers if name.lower() == "authorization"]:
            del case.headers[header]
    for parameter in case.path_parameters or {}:
        kind = {"id": "groups" if "/groups/" in case.path else "imports", "username": "users", "name": "properties"}.get(parameter)
        if kind and chance.random() < 0.7:
            case.path_parameters[parameter] = chance.choice(NAMES[kind])


@schemathesis.check
def stays_within_its_tenant(ctx, response, case):
    if AS in ("nobody", "keyless"):
        refused = response.status_code in (400, 404) and set(response.json()) == {"message"}  # by the gateway, of any path
        assert response.status_code == 401 or refused or case.path == "/openapi.json", f"{response.status_code} without a good key"
    if AS != "owner":
        assert NAMES["mark"] not in response.content.decode("utf-8", "replace"), "it gives what is another tenant's"


@schemathesis.check
def shows_no_inside(ctx, response, case):
    trace = INSIDE.search(response.content.decode("utf-8", "replace"))
    assert response.status_code < 400 or not trace, f"it shows {trace.group()!r}"
