"""Drops a file into the inbox with boto3, as a tenant does, by nothing but the variables of aws.env: sam_drop.py API KEY ROSTER"""

import json
import os
import sys
import time
import urllib.request

import boto3

api, key, roster = sys.argv[1:]
boto3.client("s3").upload_file(roster, os.environ["UPLOADS_BUCKET"], "inbox/demo/dropped by boto3.csv")
end = time.monotonic() + 60
while True:
    request = urllib.request.Request(f"{api}/imports?limit=5", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request) as answer:
        imports = [one for one in json.load(answer)["items"] if one["fileName"] == "dropped by boto3.csv"]
    if imports and imports[0]["status"].startswith("COMPLETED"):
        break
    assert time.monotonic() < end, f"the dropped file is not imported: {imports}"
    time.sleep(0.5)
print(f"dropped under inbox/demo/ and imported: {imports[0]['status']}")
