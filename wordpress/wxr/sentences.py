"""What an XML parser complains of, as somebody with a file in hand would want to hear it. Pure."""

from xml.parsers import expat

from wordpress.remarks import gettext_noop

CUT = gettext_noop("The file was cut: it ends before the export does.")
NOT_XML = gettext_noop("This is not well-formed XML.")
NOT_UTF8 = gettext_noop(
    "Here stand bytes that are not UTF-8. “iconv -f UTF-8 -t UTF-8 -c” takes such bytes out."
)
SENTENCES = {
    "no element found": CUT,
    "unclosed token": CUT,
    "partial character": CUT,
    "unclosed CDATA section": CUT,
    "mismatched tag": gettext_noop(
        "This is not well-formed XML: the tag that is closed here is not the one that is open."
    ),
    "junk after document element": gettext_noop("Something stands after the end of the export."),
    "undefined entity": gettext_noop(
        "This is not well-formed XML: it has an entity that XML does not know."
    ),
}


def of_fault(error: expat.ExpatError, piece: bytes, at: int) -> str:
    """Return the sentence for `error`. at: where in `piece` it was found, negative if before."""
    kind = expat.ErrorString(error.code)
    if kind == expat.errors.XML_ERROR_INVALID_TOKEN and at >= 0:
        try:
            piece[at : at + 4].decode()
        except UnicodeDecodeError as broken:
            if broken.start == 0 and broken.reason != "unexpected end of data":
                return NOT_UTF8
    return SENTENCES.get(kind, NOT_XML)
