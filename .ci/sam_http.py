"""Runs the HTTP server of `sam local start-api`, all of it but the containers: where it would start one, the running cloud's Invoke
call takes its event. So SAM's own authorizer and API events pass our handlers. sam_http.py DATA_FOLDER KEY ROSTER"""

import json
import os
import sys
import threading
import urllib.request

from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.local.apigw.local_apigw_service import LocalApigwService
from werkzeug.serving import make_server

import sam_import

data, key, roster = sys.argv[1:]
with open(os.path.join(data, "running.json"), encoding="utf-8") as file:
    invoke = json.load(file)["invoke"]
stacks, _ = SamLocalStackProvider.get_stacks("template.yaml", parameter_overrides={}, global_parameter_overrides={"AWS::Region": "eu-central-1"})


class CloudRunner:
    """In place of the one with containers."""

    events = []

    def invoke(self, function, event, stdout, stderr=None, tenant_id=None):
        self.events.append(function)
        request = urllib.request.Request(f"{invoke}/2015-03-31/functions/{function}/invocations", event.encode(), method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            stdout.write_str(answer.read().decode())

    def is_debugging(self):
        return False


service = LocalApigwService(ApiProvider(stacks, os.getcwd()).api, CloudRunner(), port=0, host="127.0.0.1")
service.create()
server = make_server("127.0.0.1", 0, service._app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
created = sam_import.run(f"http://127.0.0.1:{server.server_port}/v1", key, roster)
server.shutdown()
assert {"AuthorizerFunction", "ApiFunction"} <= set(CloudRunner.events), CloudRunner.events
print(f"sam local's own events pass our handlers: {created} users created in {len(CloudRunner.events)} invocations")
