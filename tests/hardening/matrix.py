"""Reads `matrix.txt`: who gets what answer from which address of the desk."""

from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, get_resolver

FILE = Path(__file__).with_name("matrix.txt")
PEOPLE = ("reporter", "editor", "chief", "photo_desk", "admin", "anonymous")
#: How many letters the answers at the end of a line take.
ANSWERS = len(PEOPLE) * 4 - 1
#: As for somebody else's story: not asked twice.
SAME = "..."


@dataclass(frozen=True)
class Line:
    """name: of the address, as in `reverse()`. states: of the story it is about, () for none.

    answers: the status by role, None where it is that for somebody else's story.
    """

    name: str
    method: str
    states: tuple[str, ...]
    answers: dict[str, int | None]

    def __str__(self):
        return f"{self.name} {self.method} {', '.join(self.states)}".strip()


def lines():
    """Yield the `Line`s of the table in its order."""
    beginning = ""
    for text in FILE.read_text().splitlines():
        text = text.partition("#")[0].rstrip()
        if text.startswith("["):
            beginning = text.strip("[]*")
        elif text:
            page, method, rest = text.split(maxsplit=2)
            states = [state.strip() for state in rest[:-ANSWERS].strip(" -").split(",")]
            said = rest[-ANSWERS:].split()
            answers = [None if answer == SAME else int(answer) for answer in said]
            yield Line(
                beginning + page,
                method,
                tuple(filter(None, states)),
                dict(zip(PEOPLE, answers, strict=True)),
            )


def addresses(resolver=None, path="", namespace="", below="admin/"):
    """Yield `(name, path, view)` of every address below `/admin/`, or wherever is asked."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if here.startswith(below):
                yield namespace + (pattern.name or ""), here, pattern.callback
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, here, namespace + inner, below)
