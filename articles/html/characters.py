"""Characters that belong into a text, and spaces that belong between its words. Pure."""

import re
import unicodedata

# Joins people and things into one emoji; anywhere else it only hides differences.
JOINER = "\u200d"
EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
STRAY_JOINER = re.compile(f"(?<![{EMOJI}\ufe0f]){JOINER}|{JOINER}(?![{EMOJI}])")
# Line and paragraph separators and the C1 next line are spaces to everybody else.
SPACE = re.compile("[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
OTHER_SPACE = re.compile("[\f\v\x1c-\x1f\x85\u2028\u2029]")
UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
KEPT = {JOINER, "\t", "\n", "\r", "\f", "\v", "\x85"}


# Letters and signs of which none is unwanted: most texts hold no others, and to see that costs a
# tenth of looking at each.
FAMILIAR = re.compile(
    "[\t\n\r\f\v\x85 -~\xa0-\xac\xae-\u02ff\u0400-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf№™]*+"
)


class _Unwanted(dict):
    """For `str.translate`, learning character by character: control, bidi and zero-width go."""

    def __missing__(self, code):
        character = chr(code)
        # The grapheme joiner and the Hangul fillers are letters by name and nothing to the eye.
        unwanted = character not in KEPT and (
            unicodedata.category(character) in UNWANTED or character in "\u034f\u115f\u1160\u3164"
        )
        self[code] = None if unwanted else character
        return self[code]


_unwanted = _Unwanted()


def visible(text: str) -> str:
    """Return `text` without control, bidi and zero-width characters; emoji stay whole."""
    if FAMILIAR.fullmatch(text):
        return text
    text = text.translate(_unwanted)
    return STRAY_JOINER.sub("", text) if JOINER in text else text


def spaced(text: str) -> str:
    """Return visible `text` with single spaces; no-break spaces stay."""
    return SPACE.sub(" ", visible(text))


def lined(text: str) -> str:
    """Return visible `text` with its spaces and line ends; a tab is four spaces."""
    text = visible(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return OTHER_SPACE.sub(" ", text)


def line(text: str, most: int) -> str:
    """Return `text` as one composed line of at most `most` characters."""
    return unicodedata.normalize("NFC", spaced(text))[:most].strip()
