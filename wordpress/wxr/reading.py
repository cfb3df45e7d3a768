"""UTF-8 → the items of an export, as they become whole. No Django.

Nothing is kept but the element that is being read. Depth, tags and texts have limits, because a
file can be made to have none.
"""

import re
from xml.parsers import expat

from wordpress.remarks import Remark, gettext_noop

from . import making, sentences, shape
from .items import NotWXR
from .shape import CHANNEL, COMMENT, FILE, META, Part, short, version_of
from .source import cleaned, has_marks

MOST_MEGABYTES = 20
#: Characters of one text, and half of what is kept of one item.
MOST_TEXT = MOST_MEGABYTES * 1024 * 1024
#: Characters of a text that need no weighing.
SHORT = 1000
#: Labels and custom fields of one item.
MOST_PARTS = 20_000
DEEPEST = 100
#: Bytes of a tag or an XML comment, which the parser holds whole.
LONGEST_TAG = 1024 * 1024
#: Names of elements that nobody knows and that are remembered to be unknown.
MOST_NAMES = 1000
MAKERS = {
    shape.AUTHOR: making.author,
    shape.CATEGORY: making.term,
    shape.TAG: making.term,
    shape.TERM: making.term,
    shape.ITEM: making.post,
}
#: Sizes and exposure of a picture, which are found in the picture itself.
UNREAD_FIELD = "_wp_attachment_metadata"


class Reader:
    """`feed` it; what became whole is in `found`."""

    def __init__(self):
        self.found = []
        self._line = 1  # of the first byte that the parser gets
        self._fed = 0
        self._version = ""
        self._is_begun = False
        self._part, self._fields = FILE, {}
        self._around = []  # the parts round the present one, with their fields
        self._leaf = None  # the field whose text is being read
        self._attributes = {}
        self._texts = []
        self._depth = 0  # in what is not read
        self._is_marked = False
        self._new_item()
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = 1 << 18
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser

    def feed(self, piece, *, is_marked=False, is_last=False):
        """Read `piece`. Raises `NotWXR`."""
        if not self._fed:
            # Themes and plugins often print empty lines before the file begins.
            begun = piece.lstrip(b" \t\r\n")
            self._line += len(re.findall(rb"\r\n?|\n", piece[: len(piece) - len(begun)]))
            piece = begun
        self._is_marked |= is_marked
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            words = sentences.of_fault(error, piece, self._parser.ErrorByteIndex - self._fed)
            raise NotWXR(Remark(words), error.lineno + self._line - 1, error.offset + 1) from None
        self._fed += len(piece)
        self._is_marked = is_marked
        if self._leaf and len(self._texts) > 8 and sum(map(len, self._texts)) > MOST_TEXT:
            self._texts.clear()
            self._parser.CharacterDataHandler = None
            self._pass_over()
        if not is_last and self._fed - max(self._parser.CurrentByteIndex, 0) > LONGEST_TAG:
            raise self._refusal(gettext_noop("A tag or an XML comment is longer than 1 MB."))

    def _refusal(self, words, **facts):
        column = self._parser.CurrentColumnNumber + 1
        return NotWXR(Remark(words, **facts), self._current_line(), column)

    def _current_line(self):
        return self._parser.CurrentLineNumber + self._line - 1

    def _doctype(self, *declared):
        raise self._refusal(
            gettext_noop("DTD not allowed: WordPress writes no <!DOCTYPE>, and here is one.")
        )

    def _namespace(self, prefix, namespace):
        self._version = self._version or version_of(namespace or "")

    def _start(self, name, attributes):
        if self._depth or self._leaf:
            self._deeper()
            return
        seen = self._part.seen
        child = seen.get(name, seen)
        if child is seen:
            child = self._part.children.get(short(name))
            if len(seen) < MOST_NAMES:
                seen[name] = child
        if child is None:
            if self._part is FILE:
                raise self._refusal(gettext_noop("This is XML, but no export of WordPress."))
            self._depth = 1
        elif child.__class__ is Part:
            if self._part is CHANNEL:
                self._begin()
                self._new_item()
            self._around.append((self._part, self._fields))
            self._part, self._fields = child, {}
        else:
            self._leaf = child
            self._attributes = attributes
            self._texts = texts = []
            self._parser.CharacterDataHandler = texts.append

    def _deeper(self):
        self._depth += 1
        if self._depth > DEEPEST:
            words = gettext_noop("Elements stand in one another more than %(number)d deep.")
            raise self._refusal(words, number=DEEPEST)

    def _begin(self):
        """Yield the site before anything else of it."""
        if self._is_begun:
            return
        self._is_begun = True
        version = self._fields.get("wxr_version", "").strip() or self._version
        if not version:
            raise self._refusal(gettext_noop("This is RSS, but no export of WordPress."))
        if not re.fullmatch(r"1\.\d+", version, re.ASCII):
            words = gettext_noop("This is WXR %(version)s; what can be read is WXR 1.0 to 1.2.")
            raise self._refusal(words, version=version[:20])
        self.found.append(making.site(self._fields, version))

    def _new_item(self):
        self._item_line = self._current_line() if self._is_begun else 1
        self._kept = 0  # characters
        self._parts = 0
        self._faults = []
        self._is_whole = True

    def _end(self, name):
        if self._depth:
            self._depth -= 1
        elif self._leaf:
            self._parser.CharacterDataHandler = None
            texts = self._texts
            text = texts[0] if len(texts) == 1 else "".join(texts)
            if self._is_marked or len(text) > SHORT:
                text = self._weighed(text)
            if self._leaf == "label":
                self._label(text)
            else:
                self._fields[self._leaf] = text
            self._leaf = None
        else:
            self._close()

    def _weighed(self, text):
        """Return `text` as it is kept: without what XML forbids, or not at all."""
        if has_marks(text):
            text = cleaned(text)
            self._remark(gettext_noop("Characters that XML forbids were taken out."))
        if self._kept + len(text) > 2 * MOST_TEXT:
            self._pass_over()
            return ""
        self._kept += len(text)
        return text

    def _label(self, text):
        if self._has_room():
            label = (self._attributes.get("domain", ""), self._attributes.get("nicename", ""), text)
            self._fields.setdefault("labels", []).append(label)

    def _has_room(self):
        self._parts += 1
        if self._parts > MOST_PARTS:
            words = gettext_noop("Only the first %(number)d labels and custom fields were read.")
            self._remark(words, number=MOST_PARTS)
        return self._parts <= MOST_PARTS

    def _pass_over(self):
        words = gettext_noop("A text longer than %(number)d MB was passed over.")
        self._remark(words, number=MOST_MEGABYTES)
        self._is_whole &= self._leaf != "content"

    def _remark(self, words, **facts):
        remark = Remark(words, **facts)
        if remark not in self._faults:
            self._faults.append(remark)

    def _close(self):
        part, fields = self._part, self._fields
        self._part, self._fields = self._around.pop()
        if part is META:
            if fields.get("key", UNREAD_FIELD) != UNREAD_FIELD and self._has_room():
                meta = self._fields.setdefault("meta", {})
                meta.setdefault(fields["key"], []).append(fields.get("value", ""))
        elif part is COMMENT:
            kind = making.kind_of_comment(fields)
            self._fields[kind] = self._fields.get(kind, 0) + 1
        elif part is CHANNEL:
            self._fields, above = fields, self._fields
            self._begin()
            self._fields = above
        elif make := MAKERS.get(part):
            made = make(part, fields, self._item_line, self._faults, self._is_whole)
            if made:
                self.found.append(made)
