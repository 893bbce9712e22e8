"""Expands template.yaml as a deployment does, with and without its optional parameters, and looks for what CloudFormation would refuse only
then: references to nothing, and resources that wait for each other."""

import re
from pathlib import Path

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

OPTIONAL = {
    "KmsKeyArn": "arn:aws:kms:eu-central-1:123456789012:key/1234",
    "AllowedOrigins": "https://one.example,https://two.example",
    "AlarmEmail": "operator@example.com",
}


def read(file):
    return yaml_parse(Path(file).read_text(encoding="utf-8"))


def expand(parameters):
    template = read("template.yaml")
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/code.jar"
    defaults = {name: one["Default"] for name, one in template["Parameters"].items()}
    session = boto3.session.Session(region_name="eu-central-1")
    return Translator({}, Parser(), boto_session=session).translate(template, {**defaults, **parameters})


def references(value):
    """The names that a value refers to; a function of its own gives names in a Sub, which are no references."""
    if isinstance(value, list):
        for item in value:
            yield from references(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref" or (key == "DependsOn" and isinstance(item, str)):
                yield item
            elif key == "DependsOn":
                yield from item
            elif key == "Fn::GetAtt":
                yield item[0] if isinstance(item, list) else item.split(".")[0]
            elif key == "Fn::Sub":
                text, own = (item, {}) if isinstance(item, str) else item
                yield from (name.split(".")[0] for name in re.findall(r"\${([^!}]+)}", text) if name not in own)
                yield from references(own)
            else:
                yield from references(item)


def check(expanded):
    resources = expanded["Resources"]
    known = set(resources) | set(expanded["Parameters"])
    waits = {}
    for name, resource in resources.items():
        named = {ref for ref in references(resource) if not ref.startswith("AWS::")}
        assert named <= known, f"{name} refers to {named - known}, which is not there"
        waits[name] = named & set(resources)
    while waits:
        ready = {name for name, others in waits.items() if not others}
        assert ready, f"these wait for each other, directly or not: {sorted(waits)}"
        waits = {name: others - ready for name, others in waits.items() if name not in ready}
    nested = [resource["Properties"]["TemplateURL"] for resource in resources.values() if resource["Type"] == "AWS::CloudFormation::Stack"]
    return len(resources) + sum(check(read(file)) for file in nested)


for given in ({}, OPTIONAL):
    print(f"{check(expand(given))} resources can be made{' with every optional parameter' if given else ''}")
