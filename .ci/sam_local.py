"""Asks the SAM CLI's own code what `sam local` would run: each handler must be in its jar, and --env-vars must reach it."""

import os
import zipfile

from samcli.commands.local.lib.local_lambda import LocalLambdaRunner
from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

root = os.getcwd()
stacks, _ = SamLocalStackProvider.get_stacks(
    "template.yaml", parameter_overrides={}, global_parameter_overrides={"AWS::Region": "eu-central-1"}
)
provider = SamFunctionProvider(stacks, use_raw_codeuri=True)
functions = list(provider.get_all())
wanted = {
    function.name: {name: f"{name} of the file" for name in function.environment["Variables"]} for function in functions
}
runner = LocalLambdaRunner(
    local_runtime=None,
    function_provider=provider,
    cwd=root,
    real_path=root,
    env_vars_values=wanted,
)

for function in functions:
    config = runner.get_invoke_config(function)
    handler = config.handler.split("::")[0].replace(".", "/") + ".class"
    with zipfile.ZipFile(config.code_abs_path) as jar:
        assert handler in jar.namelist(), f"{function.name}: no {handler} in {config.code_abs_path}"
    variables = config.env_vars.resolve()
    assert "JAVA_TOOL_OPTIONS" in wanted[function.name], f"{function.name}: nothing can tell its SDK where to go"
    for name, value in wanted[function.name].items():
        assert variables.get(name) == value, f"{function.name}: {name} cannot be set, it is {variables.get(name)}"

routes = {route.path: route.authorizer_name for route in ApiProvider(stacks, root).api.routes}
open_to_all = {"/v1/openapi.json": None, "/console": None, "/console/{proxy+}": None}
assert routes == {"/v1/{proxy+}": "TenantKey", **open_to_all}, f"sam local start-api would serve {routes}"
print(f"sam local can run {len(functions)} functions and serve {len(routes)} routes")
