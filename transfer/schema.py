"""The JSON Schema of an export, made from the models: what docs/export.schema.json says."""

import json
from functools import cache

import fastjsonschema

from . import contents, manifest

FILE = {
    "type": "object",
    "description": "a file of the export; one that the old site had lost has neither size nor sum",
    "additionalProperties": False,
    "required": ["name", "bytes", "sha256"],
    "properties": {
        "name": {"type": "string", "pattern": r"^files/[a-z_]+/[\w./-]+$"},
        "bytes": {"type": ["integer", "null"], "minimum": 0},
        "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
    },
}


@cache
def whole():
    """Return the schema of everything: `definitions/NAME` is that of a line of NAME.jsonl."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Export of a newsroom",
        "description": (
            "definitions/manifest describes manifest.json, every other definition a line of the "
            "file of its name."
        ),
        "definitions": {
            "manifest": manifest.schema(),
            **{sheet.name: sheet.schema() for sheet in contents.SHEETS},
            "files": FILE,
        },
    }


def written():
    """Return the text of docs/export.schema.json."""
    return json.dumps(whole(), ensure_ascii=False, indent=2) + "\n"


@cache
def checker(name):
    """Return a function that raises `ValueError` for what is no line of the file `name`."""
    return fastjsonschema.compile(whole()["definitions"][name], use_default=False)
