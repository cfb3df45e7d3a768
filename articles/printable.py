"""Text that every format can hold."""

import re

# What XML 1.0 cannot hold at all. One such character in one headline would take a feed down.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text):
    """Return `text` without the characters that no XML document may contain."""
    return _NOT_XML.sub("", str(text))
