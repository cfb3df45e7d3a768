"""Quotation marks, dashes and no-break spaces as Russian and Sakha texts are set. Pure.

Offered to whoever writes; nothing is changed behind anybody's back. Both functions give the same
when they are given their own result.
"""

import re
from html.parser import HTMLParser

NBSP = "\u00a0"

#: Prepositions, conjunctions, particles: a line that ends in one reads badly.
SHORT_WORDS = (
    "а|без|бы|в|во|где|да|для|до|её|за|и|из|изо|или|им|их|к|как|ко|ли|на|над|не|ни|но|о|об|обо"
    "|он|от|по|под|при|про|с|со|то|ты|у|уж|что|вы|мы|я"
)
#: They belong to the word before them.
PARTICLES = "бы|же|ли|б|ж|ль"
UNITS = (
    "мм|см|м|км|кв|куб|га|мг|г|кг|т|ц|л|мл|сек|мин|ч|сут|°[CС]?|%|‰|₽|руб|коп|тыс|млн|млрд|трлн"
    "|кВт|МВт|Вт|кГц|МГц|ГГц|Гц|шт|экз|чел|лет|год[ау]?|век[ае]?|градус\\w*|(?:кило|санти|милли)?"
    "метр\\w*|минут\\w*|час\\w*|человека?|рубл\\w*|процент\\w*|тонн\\w*"
    "|(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[яь]|марта|мая|августа"
)
SHORTENED = "гг?|с|пос|п|ул|пр|просп|пер|д|кв|стр|корп|им|тов|акад|проф|св|рис|табл|гл|ст"

DASHES = [
    # From year to year, from page to page. A date or a telephone has more parts.
    (re.compile(r"(?<![\d–-])(?P<low>\d{1,4})(?P<here>-)(?P<high>\d{1,4})(?![\d–-])"), "–"),
    (re.compile(f"(?<=[ {NBSP}])(?P<here>-{{1,3}}|–)(?=[ {NBSP}\n])"), "—"),
    # A line of a dialogue begins with a dash.
    (re.compile(f"(?m)^(?P<here>-{{1,3}}|–)(?=[ {NBSP}]\\S)"), "—"),
]
BEFORE_WORD = r"(?<![\w-])"
AFTER_WORD = r"(?![\w-])"
NO_BREAKS = [
    re.compile(rf"{BEFORE_WORD}(?i:{SHORT_WORDS})(?P<here> )(?=[\w«„(№§])"),
    re.compile(rf"\w(?P<here> )(?=(?:{PARTICLES}){AFTER_WORD})"),
    re.compile(r"[№§](?P<here> )(?=\w)"),
    re.compile(r"\d(?P<here> )(?=\d{3}(?!\d))"),
    re.compile(rf"\d(?P<here> )(?=(?:{UNITS})(?!\w))"),
    re.compile(rf"{BEFORE_WORD}(?:{SHORTENED})\.(?P<here> )(?=[\dА-ЯЁA-Z«])"),
    re.compile(rf"{BEFORE_WORD}[А-ЯЁҔҤӨҺҮA-Z]\.(?P<here> )(?=[А-ЯЁҔҤӨҺҮA-Z])"),
    re.compile(r"\S(?P<here> )(?=—)"),
]
# Blocks begin and end quotations; in these the words are no prose.
BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "cite",
    "figcaption", "caption", "td", "th", "tr", "table", "section", "hr", "figure",
}  # fmt: skip
NO_PROSE = {"code", "pre", "kbd", "samp", "script", "style", "textarea"}


def set_text(text: str) -> str:
    """Return plain `text` with its marks and spaces set; lines stay lines."""
    return "".join(_set([text]))


def set_html(html: str) -> str:
    """Return `html` with its words set, block by block, across the marks within a block.

    Tags, attributes and what stands in code stay as they are.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return "".join(reader.parts)


def _set(texts):
    """Return the texts of one block, set as if they were one."""
    for step in (_dashes, _quotes, _no_breaks):
        texts = _changed(texts, step("".join(texts)))
    return texts


def _changed(texts, changes):
    """Return `texts` with `(start, end, new)` of their whole changed, wherever they were cut."""
    changes = sorted(changes)
    changed, begin, done = [], 0, 0
    for text in texts:
        end, place, pieces = begin + len(text), begin, []
        while done < len(changes) and changes[done][1] <= begin:
            done += 1
        for start, stop, new in changes[done : done + len(text) + 1]:
            if start >= end:
                break
            pieces.append(text[place - begin : max(start, begin) - begin])
            pieces.append(new if start >= begin else "")
            place = min(stop, end)
        changed.append("".join(pieces) + text[place - begin :])
        begin = end
    return changed


def _dashes(text):
    for pattern, dash in DASHES:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            low, high = parts.get("low"), parts.get("high")
            if low is None or (len(low) <= len(high) and int(low) < int(high)):
                yield *match.span("here"), dash


def _no_breaks(text):
    # One space may be held for two reasons.
    return {(*match.span("here"), NBSP) for held in NO_BREAKS for match in held.finditer(text)}


def _quotes(text):
    """« » outside, „ “ inside, by what is open already; a line begins anew."""
    depth = 0
    for place, letter in enumerate(text):
        if letter == "\n":
            depth = 0
        if letter not in '"«»„“”':
            continue
        opens = letter in "«„" or (letter in '"“' and _may_open(text, place, depth, letter))
        if opens:
            mark = "«" if depth == 0 else "„"
            depth += 1
        elif depth == 0:
            # Inches, seconds, or a mark whose other half is missing.
            continue
        else:
            depth -= 1
            mark = "»" if depth == 0 else "“"
        if mark != letter:
            yield place, place + 1, mark


def _may_open(text, place, depth, letter):
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    # Our own inner closing mark is others' opening one.
    if letter == "“" and depth > 1:
        return False
    return (not before or not (before.isalnum() or before in ".,!?…%»“”)")) and bool(
        after and not after.isspace()
    )


class _Reader(HTMLParser):
    """Keeps the markup as it was written and hands over the words of each block together."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.parts = []
        self.words = []
        self.closed = None

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.end_block()
        if tag in NO_PROSE and self.closed is None:
            self.closed = tag
        self.parts.append(self.get_starttag_text())

    def handle_startendtag(self, tag, attributes):
        if tag in BLOCKS:
            self.end_block()
        self.parts.append(self.get_starttag_text())

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.end_block()
        if tag == self.closed:
            self.closed = None
        self.parts.append(f"</{tag}>")

    def handle_data(self, text):
        if self.closed is None:
            self.words.append(len(self.parts))
        self.parts.append(text)

    def handle_entityref(self, name):
        known = {"quot": '"', "nbsp": NBSP, "laquo": "«", "raquo": "»", "mdash": "—", "ndash": "–"}
        if name in known:
            self.handle_data(known[name])
        else:
            self.parts.append(f"&{name};")

    def handle_charref(self, name):
        self.parts.append(f"&#{name};")

    def handle_comment(self, text):
        self.parts.append(f"<!--{text}-->")

    def handle_decl(self, text):
        self.parts.append(f"<!{text}>")

    def end_block(self):
        texts = _set([self.parts[place] for place in self.words])
        for place, text in zip(self.words, texts, strict=True):
            self.parts[place] = text
        self.words = []
