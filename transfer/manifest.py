"""The manifest of an export: what it is, of which version, and what lies beside it."""

import json

from django.conf import settings
from django.utils.translation import gettext as _

from multilingual.troubles import reason

from .folder import Refused

NAME = "manifest.json"
FORMAT = "newsroom-export"
#: Goes up when a line no longer means what it meant. New files and columns do not raise it.
VERSION = 1
LARGEST = 1024 * 1024


def write(folder, files, options):
    """files: `{name: Facts}`. It says nothing that differs between two exports of one site."""
    found = {
        "format": FORMAT,
        "version": VERSION,
        "languages": [code for code, _name in settings.LANGUAGES],
        "time_zone": settings.TIME_ZONE,
        "options": sorted(options),
        "files": {name: facts.as_dict() for name, facts in sorted(files.items())},
    }
    text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
    (folder / NAME).write_text(text, encoding="utf-8")


def is_export(folder):
    """Tell whether `folder` holds an export, of whichever version."""
    try:
        return _parsed(folder).get("format") == FORMAT
    except Refused:
        return False


def read(folder, check):
    """Return the manifest of the export `folder`; `check` raises `ValueError` for a wrong one."""
    found = _parsed(folder)
    if found.get("format") != FORMAT:
        raise Refused(_("“%(folder)s” holds no export of a newsroom.") % {"folder": folder})
    if found.get("version") != VERSION:
        raise Refused(
            _("This export has version %(version)s; this release reads version %(ours)s.")
            % {"version": str(found.get("version"))[:20], "ours": VERSION}
        )
    try:
        check(found)
    except ValueError as error:
        raise Refused(f"{NAME}: {error}") from error
    return found


def _parsed(folder):
    path = folder / NAME
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(LARGEST))
    except FileNotFoundError as error:
        raise Refused(
            _("There is no %(name)s in “%(folder)s”. Name the folder of an export.")
            % {"name": NAME, "folder": folder}
        ) from error
    except OSError as error:
        raise Refused(
            _("“%(folder)s” cannot be read: %(reason)s.")
            % {"folder": path, "reason": reason(error)}
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(name)s is damaged: it is no JSON.") % {"name": NAME}) from error
    return found if isinstance(found, dict) else {}


def schema():
    """Return the JSON Schema of a manifest."""
    return {
        "type": "object",
        "required": ["format", "version", "languages", "time_zone", "options", "files"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "languages": {"type": "array", "minItems": 1, "items": {"type": "string"}},
            "time_zone": {"type": "string"},
            "options": {"type": "array", "items": {"type": "string"}},
            "files": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "required": ["lines", "bytes", "sha256"],
                    "properties": {
                        "lines": {"type": "integer", "minimum": 0},
                        "bytes": {"type": "integer", "minimum": 0},
                        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    },
                },
            },
        },
    }
