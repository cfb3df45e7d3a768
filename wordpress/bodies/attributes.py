"""What a block says of itself in JSON. Pure."""

import re
from collections.abc import Iterator

from .shortcodes import SAID


def number(attributes: dict, *names: str) -> int | None:
    """Return the first of the attributes `names` that is the number of a row."""
    for name in names:
        found = attributes.get(name)
        if isinstance(found, str) and re.fullmatch("[0-9]{1,18}", found, re.ASCII):
            found = int(found)
        if isinstance(found, int) and not isinstance(found, bool) and 0 < found < 2**63:
            return found
    return None


def words(attributes: dict, name: str) -> str:
    found = attributes.get(name)
    return found if isinstance(found, str) else ""


def said(attributes: dict) -> Iterator[str]:
    """Yield, as HTML, what readers see of the attributes of a block that nobody here knows.

    Fields of Advanced Custom Fields lie in `data` under names of any kind: those that hold words
    rather than a number, a name or an address of a field are taken.
    """
    for name in SAID:
        if found := words(attributes, name):
            yield found
    fields = attributes.get("data")
    for name, value in fields.items() if isinstance(fields, dict) else ():
        if (
            isinstance(value, str)
            and not name.startswith("_")
            and re.search(r"\w\s+\w|[а-яё]", value, re.I)
        ):
            yield value
