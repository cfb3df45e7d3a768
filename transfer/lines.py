"""JSON Lines: one object a line, always the same bytes for the same rows."""

import hashlib
import json
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from .folder import synced

#: Bytes of the longest line that is read. A story's text of a thousand pages has three million.
LONGEST = 64 * 1024 * 1024


@dataclass
class Facts:
    """What the manifest says of a file."""

    lines: int
    bytes: int
    sha256: str

    def as_dict(self):
        return asdict(self)


def line_of(row):
    """Return the bytes of a line: keys in the order of letters, no space, UTF-8."""
    text = json.dumps(
        row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"


def write(path, rows, each=lambda: None):
    """Write `rows` to the new file `path` and return its `Facts`; `each` is called a line."""
    digest, lines, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for row in rows:
            line = line_of(row)
            file.write(line)
            digest.update(line)
            lines, size = lines + 1, size + len(line)
            each()
        file.flush()
    synced(path)
    return Facts(lines, size, digest.hexdigest())


def read(path):
    """Yield `(number, bytes of the line)` of the file `path`, from 1.

    A line that is longer than `LONGEST` is cut there, so that it is no JSON any more.
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LONGEST):
            number += 1
            yield number, line


def parsed(line):
    """Return what the bytes `line` say. Raises `Unreadable` for what is no JSON of ours."""
    try:
        found = json.loads(line.decode(), parse_constant=_refuse)
        # Only an escape can hide what no database takes; looked for in the bytes, which is cheap.
        if b"\\u0000" in line or b"\\ud" in line.lower():
            text = json.dumps(found, ensure_ascii=False)
            if "\\u0000" in text:
                raise Unreadable(_("It has a character that no database takes."))
            text.encode()
    except UnicodeError as error:
        raise Unreadable(_("It is not written in UTF-8.")) from error
    except (json.JSONDecodeError, RecursionError) as error:
        place = getattr(error, "colno", 1)
        raise Unreadable(
            _("It is no JSON from character %(place)d on.") % {"place": place}
        ) from error
    return found


class Unreadable(ValueError):
    """A line that is no JSON. `str()` is a sentence for whoever imports it."""


def _refuse(word):
    raise Unreadable(_("“%(word)s” is no number.") % {"word": word})
