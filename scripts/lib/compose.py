"""Reads docker-compose.yml where no Docker is at hand.

    compose.py check            says what does not fit together; ends with 1 if anything does not
    compose.py service NAME     prints the service's environment and command, one NUL-ended field each:
                                NAME=VALUE …, an empty field, then the words of the command
"""

import os
import re
import sys

import yaml

KNOWN = {"image", "build", "environment", "command", "depends_on", "ports", "volumes", "healthcheck", "restart"}
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def variables(text):
    return VARIABLE.findall(text)


def filled_in(text, where):
    """The text with its ${…} replaced the way Compose does it."""

    def value(match):
        name, kind, rest = match.groups()
        found = where.get(name, "")
        if not found and kind == "-":
            return rest
        if not found and kind == "?":
            sys.exit(f"docker-compose.yml: {name}: {rest}")
        return found

    return VARIABLE.sub(value, text)


def problems_of(name, service, compose):
    for key in service.keys() - KNOWN:
        yield f"{name}: unknown key {key}"
    if "image" not in service and "build" not in service:
        yield f"{name}: neither image nor build"
    for other, wanted in service.get("depends_on", {}).items():
        needed = compose["services"].get(other)
        if needed is None:
            yield f"{name}: depends on {other}, which does not exist"
        elif wanted["condition"] not in CONDITIONS:
            yield f"{name}: unknown condition {wanted['condition']}"
        elif wanted["condition"] == "service_healthy" and "test" not in needed.get("healthcheck", {}):
            yield f"{name}: waits for the health of {other}, which has no check"
        elif wanted["condition"] == "service_completed_successfully" and "restart" in needed:
            yield f"{name}: waits for the end of {other}, which restarts"
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        if not source.startswith((".", "/")) and source not in compose.get("volumes", {}):
            yield f"{name}: volume {source} is not declared"


def check(compose, text):
    found = [problem for name, service in compose["services"].items() for problem in problems_of(name, service, compose)]
    with open(".env.example", encoding="utf-8") as file:
        example = dict(re.findall(r"^#?(\w+)=(.*)$", file.read(), re.MULTILINE))
    for name, kind, _ in variables(text):
        if name not in example:
            found.append(f"{name} is not in .env.example")
        elif kind == "?" and example[name]:
            found.append(f"{name} has a value in .env.example; secrets have no default")
    for name in example.keys() - {name for name, _, _ in variables(text)}:
        found.append(f"{name} of .env.example is not used")
    for problem in found:
        print(f"docker-compose.yml: {problem}", file=sys.stderr)
    return 1 if found else 0


def main():
    with open("docker-compose.yml", encoding="utf-8") as file:
        text = file.read()
    compose = yaml.safe_load(text)
    if sys.argv[1:] == ["check"]:
        return check(compose, text)
    service = compose["services"][sys.argv[2]]
    fields = [f"{name}={filled_in(value, os.environ)}" for name, value in service["environment"].items()]
    sys.stdout.write("".join(field + "\0" for field in [*fields, "", *service["command"]]))
    return 0


sys.exit(main())
