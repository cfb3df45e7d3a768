"""A tar file written and read in one pass, holding one piece at a time. Pure.

The standard library's reader forgives: it takes a zeroed head for the end, looks into no padding
and remembers every member. A backup is not to be forgiven anything.
"""

import tarfile

from django.utils.translation import gettext as _

from .refusals import Damaged

PIECE = 2**20
_BLOCK = tarfile.BLOCKSIZE
_LONGEST_HEAD = 64 * 1024


class Writer:
    """Writes members to `sink` (anything with `write`). at: seconds since 1970, their date."""

    def __init__(self, sink, at):
        self._sink, self._at = sink, int(at)

    def add(self, name, size, pieces):
        """Write a member of `size` bytes; raises `Damaged` unless `pieces` are as long."""
        info = tarfile.TarInfo(name)
        info.size, info.mtime, info.mode = size, self._at, 0o600
        self._sink.write(info.tobuf(tarfile.PAX_FORMAT, "utf-8"))
        written = 0
        for piece in pieces:
            written += len(piece)
            if written > size:
                break
            self._sink.write(piece)
        if written != size:
            raise Damaged(_("%(name)s changed its size while it was read.") % {"name": name})
        self._sink.write(b"\0" * (-size % _BLOCK))

    def close(self):
        self._sink.write(b"\0" * 2 * _BLOCK)


class Member:
    """A file in the archive, to be read before the next one is asked for."""

    def __init__(self, name, size, read):
        self.name, self.size, self._read, self.left = name, size, read, size

    def read(self, size=PIECE):
        data = self._read(min(size, self.left))
        self.left -= len(data)
        return data

    def pieces(self):
        while self.left:
            yield self.read()


def members(source):
    """Yield every `Member` of the archive; what was not read of one is skipped.

    Raises `Damaged` where this is no whole archive: also for what stands in its padding or after
    its end.
    """

    def read(size):
        data = b""
        while len(data) < size:
            piece = source.read(size - len(data))
            if not piece:
                raise Damaged(_("The file ends too early."))
            data = data + piece if data else piece
        return data

    while any(head := read(_BLOCK)):
        info, long_name = _head(head), None
        if info.type == tarfile.XHDTYPE and info.size <= _LONGEST_HEAD:
            long_name, size = _extended(read(info.size))
            _expect_nothing(read(-info.size % _BLOCK))
            info = _head(read(_BLOCK))
            info.size = info.size if size is None else size
        if info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or info.size < 0:
            raise Damaged(_("The archive holds something that is no file."))
        member = Member(long_name or info.name, info.size, read)
        yield member
        for _piece in member.pieces():
            pass
        _expect_nothing(read(-info.size % _BLOCK))
    _expect_nothing(read(_BLOCK))
    while rest := source.read(PIECE):
        _expect_nothing(rest)


def _head(block):
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
    except (tarfile.HeaderError, UnicodeDecodeError, ValueError):
        raise Damaged(_("The archive is damaged between two of its files.")) from None
    # The sum is over all other bytes of the head; it alone could be written in several ways.
    if block[148:156] != b"%06o\0 " % info.chksum:
        raise Damaged(_("The archive is damaged between two of its files."))
    return info


def _extended(text):
    """Return (name, size) of a pax header, None for what it does not say."""
    found = {}
    try:
        while text:
            length = int(text[: text.index(b" ")])
            line = text[:length].decode()
            key, _equals, value = line[line.index(" ") + 1 : -1].partition("=")
            found[key] = value
            text = text[length:] if length > 0 else b""
        return found.get("path"), int(found["size"]) if "size" in found else None
    except ValueError:
        raise Damaged(_("The archive is damaged between two of its files.")) from None


def _expect_nothing(data):
    if any(data):
        raise Damaged(_("The archive is damaged between two of its files."))
