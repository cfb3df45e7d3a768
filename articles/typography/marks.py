"""The steps by which a text is set. Each yields lists of `(start, end, new)` that belong together.

Each step sees the text as the one before it left it, and what is an address it leaves alone.
"""

import re

NBSP = "\u00a0"
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\"«»„“”]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
DASHES = [
    # From year to year, from page to page. A date or a telephone has more parts.
    (re.compile(r"(?<![\d–−-])(?P<low>\d{1,4})(?P<here>-)(?P<high>\d{1,4})(?![\d–-])"), "–"),
    (re.compile(f"(?<=[ {NBSP}])(?P<here>-{{1,3}}|–)(?=[ {NBSP}\n])"), "—"),
    # A line of a dialogue begins with a dash.
    (re.compile(f"(?m)^(?P<here>-{{1,3}}|–)(?=[ {NBSP}]\\S)"), "—"),
    (re.compile(r"(?<=[^\W\d_])(?P<here>--)(?=[^\W\d_])"), "—"),
]
# “5 -7” is no minus but a range that somebody hurried over.
MINUS = re.compile(rf"(?m)(?:^|(?<=[(…±])|(?<!\d[ {NBSP}])(?<=[ {NBSP}]))(?P<here>-)(?=\d)")
NUMBER_LETTER = re.compile(r"(?<![\w.-])(?P<here>N)(?=[ \u00a0]\d)")
TIGHT_NUMBER = re.compile(r"(?P<here>№)(?=\d)")
ELLIPSIS = re.compile(r"(?<![.!?…])(?P<here>\.{3})(?!\.)")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?P<here>')(?=[^\W\d_])")
# Letters left out at the beginning of a word, and decades.
ELISION = re.compile(r"(?:\d|tis\b|twas\b|twill\b|til\b|cause\b|em\b|n\b|n['’])", re.IGNORECASE)
CLOSING_SINGLE = re.compile(r"(?<=[^\s('])['’](?![^\W_])")


def ellipses(text, language):
    return _alone(text, ELLIPSIS, "…")


def apostrophes(text, language):
    return _alone(text, APOSTROPHE, "’")


def numbers(text, language):
    if language.has_number_sign:
        yield from _alone(text, NUMBER_LETTER, "№")
        yield from _alone(text, TIGHT_NUMBER, f"№{NBSP}")


def minuses(text, language):
    return _alone(text, MINUS, "−")


def dashes(text, language):
    addresses = _addresses(text)
    for pattern, dash in DASHES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            low, high = parts.get("low"), parts.get("high")
            is_range = low is None or (len(low) <= len(high) and int(low) < int(high))
            if is_range and match.start("here") not in addresses:
                yield [(*match.span("here"), dash)]


def no_breaks(text, language):
    # One space may be held for two reasons.
    held = {
        match.span("here") for pattern in language.no_breaks for match in pattern.finditer(text)
    }
    return [[(*span, NBSP)] for span in sorted(held)]


def quotes(text, language):
    """The outer pair, the inner pair inside it, by what is open already; a line begins anew."""
    open_marks = []
    for place, letter in enumerate(text):
        if letter == "\n":
            yield from _unpaired(open_marks)
            open_marks = []
        if letter not in '"«»„“”':
            continue
        if _opens(text, place, len(open_marks), language):
            opening = language.quotes[bool(open_marks)][0]
            open_marks.append(_edit(place, letter, opening))
        elif open_marks:
            # Otherwise inches, seconds, or a mark whose other half is missing.
            opened = open_marks.pop()
            pair = [*opened, *_edit(place, letter, language.quotes[bool(open_marks)][1])]
            if pair:
                yield pair
    yield from _unpaired(open_marks)


def singles(text, language):
    """‘ ’ and apostrophes, in a language whose inner quotation marks they are."""
    if not language.has_single_quotes:
        return
    closings = [match.start() for match in CLOSING_SINGLE.finditer(text)]
    for match in re.finditer("'", text):
        place = match.start()
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if before.isdigit() and not after.isalpha():
            # Feet and minutes.
            continue
        opens = (
            (not before or before in f" {NBSP}\n(—–“")
            and after
            and not after.isspace()
            and not ELISION.match(text, place + 1)
            and closings
            and closings[-1] > place
        )
        yield [(place, place + 1, "‘" if opens else "’")]


def _alone(text, pattern, new):
    addresses = _addresses(text)
    for match in pattern.finditer(text):
        if match.start("here") not in addresses:
            yield [(*match.span("here"), new)]


def _addresses(text):
    if "@" not in text and "http" not in text and "www." not in text:
        return set()
    return {place for match in ADDRESS.finditer(text) for place in range(*match.span())}


def _edit(place, letter, mark):
    return [] if mark == letter else [(place, place + 1, mark)]


def _unpaired(open_marks):
    return [edits for edits in open_marks if edits]


def _opens(text, place, depth, language):
    letter = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if letter in "«„":
        return True
    if letter in "»”":
        return False
    # Our own inner closing mark is others' opening one.
    if letter == "“" and depth > 1 and language.quotes[1][1] == "“":
        return False
    return (not before or not (before.isalnum() or before in ".,!?…%»“”’)")) and bool(
        after and not after.isspace()
    )


#: In this order: a minus is known by the ellipsis before it, a held space by its dash.
STEPS = [
    ("ellipsis", ellipses),
    ("number", numbers),
    ("apostrophe", apostrophes),
    ("minus", minuses),
    ("dash", dashes),
    ("quotes", quotes),
    ("quotes", singles),
    ("space", no_breaks),
]
