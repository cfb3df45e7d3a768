"""A part of a file, as players ask for one to jump about in a recording (RFC 9110, 14). Pure."""

import re

_ONE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.I)


class NotThere(Exception):
    """The part begins behind the end."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """Return `(first byte, how many)` that a `Range` asks for, None for the whole.

    Of several parts at once, and of what is no range, the whole is the answer. Raises `NotThere`.
    """
    match = _ONE.fullmatch(header)
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        # The last so many bytes.
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size or start >= end:
        raise NotThere
    return start, end - start


class Part:
    """A file that ends after `number` bytes, from where `file` stands."""

    def __init__(self, file, number):
        self.file, self.left = file, number

    def read(self, number):
        data = self.file.read(min(number, self.left))
        self.left -= len(data)
        return data

    def close(self):
        self.file.close()
