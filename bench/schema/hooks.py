"""Lets half of the requests be about something that exists, so that they reach further than "not found"."""

import json
import os
from pathlib import Path

import schemathesis

KNOWN = json.loads(Path(os.environ["SCHEMA_KNOWN"]).read_text("utf-8"))


def pick(words: list[str], like: object) -> str:
    """One of the words; the same one for the same input, so that a failure repeats."""
    return words[sum(repr(like).encode()) % len(words)]


def half(like: object) -> bool:
    return sum(repr(like).encode()) % 2 == 0


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    noun = (context.operation.path.split("/") + ["", ""])[2]
    if path_parameters and noun in KNOWN and isinstance(path_parameters.get("id"), str):
        if half(path_parameters["id"]):
            path_parameters["id"] = pick(KNOWN[noun], path_parameters["id"])
    return path_parameters


@schemathesis.hook
def map_body(context, body):
    if not isinstance(body, dict):
        return body
    for name, noun in [("org", "orgs"), ("parent", "orgs"), ("group", "groups"), ("field", "fields")]:
        if isinstance(body.get(name), str) and half(body[name]):
            body[name] = pick(KNOWN[noun], body[name])
    if isinstance(body.get("cells"), dict):
        body["cells"] = {
            pick(KNOWN["fields"], field) if half(field) else field: cell
            for field, cell in body["cells"].items()
        }
    return body


@schemathesis.hook
def map_headers(context, headers):
    if headers and isinstance(headers.get("If-Match"), str) and half(headers["If-Match"]):
        headers["If-Match"] = f'"{len(headers["If-Match"]) % 9}"'
    return headers
