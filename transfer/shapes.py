"""What columns hold that hold JSON, as JSON Schemas."""

from articles.models.revision import PLAIN
from paper.models import Point

ID = {"type": "integer", "minimum": 1}
IDS = {"type": "array", "items": ID}
TEXT = {"type": "string"}
ANYTHING: dict = {}
OBJECT = {"type": "object"}

#: `{language: {column: text}}` of every language but the first.
TRANSLATIONS = {
    "type": "object",
    "additionalProperties": {"type": "object", "additionalProperties": TEXT},
}
CHECKLIST = {"type": "array", "items": {"enum": sorted(Point.values)}}
#: The fields of a form as they were typed.
TYPED = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": ["string", "null"]}},
}


def _named(*, more=None):
    """Something that a revision names, so that it stays readable when that is gone."""
    more = more or {}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "name", *more],
        "properties": {"id": ID, "name": TEXT, **more},
    }


def _plain(name):
    if name == "importance":
        return {"type": "integer", "minimum": 1, "maximum": 5}
    return {"type": "boolean"} if name == "has_reactions" else TEXT


#: One saved state of a story.
CONTENT = {
    "type": "object",
    "required": [
        *PLAIN, "picture", "translation_of", "rubrics", "bylines", "tags", "related",
    ],
    "properties": {
        **{name: _plain(name) for name in PLAIN},
        "picture": {"anyOf": [_named(), {"type": "null"}]},
        "translation_of": {"anyOf": [_named(), {"type": "null"}]},
        "rubrics": {"type": "array", "items": _named()},
        "bylines": {"type": "array", "items": _named(more={"role": TEXT})},
        "tags": {"type": "array", "items": _named()},
        "related": {"type": "array", "items": _named()},
    },
}  # fmt: skip

HASH = {"pattern": "^[0-9a-f]{64}$"}
KEPT = {"pattern": r"^files/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,5}$"}
ORIGINAL = {"pattern": r"^[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]{1,5}$"}
