"""Words for stories by the million: phrases put together, paragraphs borrowed. Pure.

Everything that can be said has its derived forms (`Piece`) beside it, made once: what a story is
compiled to, and what the search index holds of it, are then put together as its words are.
"""

from dataclasses import dataclass
from functools import lru_cache

from articles import html
from articles.slugs import slugify
from search.text import normalise

from . import texts
from .markup import paragraphs

#: Stands in every address of the archive, before the story's number.
MARK = "tom"
#: Borrowed paragraphs of one story, at most: most stories of a regional paper are short.
MOST_PARAGRAPHS = 3
#: Numbers of plots, orders and keys: words that stand in a few stories of a million.
NUMBERS = 90_000


@dataclass(frozen=True)
class Piece:
    """Some words, what readers get of them, and the stems of them."""

    html: str
    compiled: str
    words: list[str]
    stems: str


@dataclass(frozen=True)
class Wording:
    """A story's texts, and for the search index the stems of each."""

    headline: str
    slug: str
    lead: str
    pieces: list[Piece]
    headline_stems: str
    lead_stems: str


class Words:
    """The stock of one language."""

    def __init__(self, language):
        self.language = language
        told = texts.stories(language)
        self.paragraphs = [
            self._piece(f"<p>{_plain(words)}</p>")
            for text in told
            for words in paragraphs(text.text)
            if len(words) > 90
        ]
        self.leads = [text.lead for text in told if text.lead]
        lists = texts.lists()
        self.happened = lists[f"{language} happened"]
        self.places = lists[f"{language} places"]
        #: Other languages have no phrases to begin with: their stories are all borrowed.
        self.how = lists.get(f"{language} how")
        self.stems = lru_cache(maxsize=20_000)(self._stems)
        self.slug = lru_cache(maxsize=40_000)(lambda headline: slugify(headline, 64))

    def of(self, number, chance):
        """Return the wording of story `number`; `chance` is its own `Chance`."""
        what, where = chance.one_of(self.happened), chance.one_of(self.places)
        headline, parts = f"{what} {where}", [what, where]
        if self.how and chance.below(4):
            how = chance.one_of(self.how)
            headline, parts = f"{how} {_small(what)} {where}", [how, what, where]
        number_of_paragraphs = 1 + chance.below(MOST_PARAGRAPHS)
        pieces = chance.some_of(self.paragraphs, number_of_paragraphs)
        if self.how:
            lead, lead_stems = self._lead(_small(what), where, chance)
            pieces.insert(0, self._opening(chance))
        else:
            lead = chance.one_of(self.leads)
            lead_stems = self.stems(lead)
        slug = f"{self.slug(headline)}-{MARK}-{number:07}"
        return Wording(headline, slug, lead, pieces, self._all(parts), lead_stems)

    def _lead(self, what, where, chance):
        when, ending = (chance.one_of(texts.lists()[f"ru {name}"]) for name in ("when", "ending"))
        comma = "" if ending.startswith(("и ", "под ", "с ", "к ")) else ","
        return f"{when} {where} {what}{comma} {ending}.", self._all([when, where, what, ending])

    def _opening(self, chance):
        """Return who said what, and something with a number."""
        lists = texts.lists()
        who, said, others = lists["ru who"], lists["ru said"], lists["ru numbered"]
        who, said, other = chance.one_of(who), chance.one_of(said), chance.one_of(others)
        number = str(1000 + chance.below(NUMBERS))
        before, _number, after = other.partition("%d")
        text = f"{who} говорит: «{said}». {before}{number}{after}."
        stems = " ".join([self._all([who, "говорит", said, before]), number])
        stems = f"{stems} {self.stems(after)}".rstrip()
        paragraph = f"<p>{text}</p>"
        return Piece(paragraph, paragraph, text.split(), stems)

    def _piece(self, body):
        text = html.text_of(body)
        return Piece(body, html.render(body, {}), text.split(), self._stems(text))

    def _all(self, parts):
        return " ".join(filter(None, map(self.stems, parts)))

    def _stems(self, text):
        return " ".join(normalise(text, self.language))


def tag_names(number):
    """Return `number` names of tags, all different."""
    names = [
        f"{topic}: {place}" for place in texts.lists()["near"] for topic in texts.lists()["topics"]
    ]
    return names[:number]


def _small(words):
    return words[0].lower() + words[1:]


def _plain(words):
    for mark in ("**", "*"):
        words = words.replace(mark, "")
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
