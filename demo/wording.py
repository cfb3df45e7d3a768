"""Words for stories by the hundred thousand: headlines put together, paragraphs borrowed. Pure."""

import random
from dataclasses import dataclass

from articles.slugs import slugify

from . import texts
from .markup import paragraphs

#: Stands in every address of the archive, before the story's number.
MARK = "tom"


@dataclass(frozen=True)
class Wording:
    """body: which of the stock's `bodies`."""

    headline: str
    slug: str
    lead: str
    body: int


class Words:
    """The stock of one language. `bodies` are whole texts, each used many times over."""

    def __init__(self, language, bodies):
        self.language = language
        told = texts.stories(language)
        stock = [words for text in told for words in paragraphs(text.text) if len(words) > 90]
        chance = random.Random(f"bodies/{language}")  # noqa: S311  # no secret
        self.bodies = [
            "".join(
                f"<p>{_plain(words)}</p>"
                for words in chance.sample(stock, min(len(stock), chance.randint(3, 6)))
            )
            for _number in range(bodies)
        ]
        self.leads = [text.lead for text in told if text.lead]
        headlines = [
            f"{what} {where}"
            for where in texts.lists()[f"{language} places"]
            for what in texts.lists()[f"{language} happened"]
        ]
        self.headlines = [(headline, slugify(headline, 64)) for headline in headlines]

    def of(self, number, chance):
        """Return the wording of story `number`; `chance` is its own `Random`."""
        headline, slug = self.headlines[number % len(self.headlines)]
        body = chance.randrange(len(self.bodies))
        lead = self.leads[body % len(self.leads)]
        return Wording(headline, f"{slug}-{MARK}-{number:07}", lead, body)


def tag_names(number):
    """Return `number` names of tags, all different."""
    names = [
        f"{topic}: {place}" for place in texts.lists()["near"] for topic in texts.lists()["topics"]
    ]
    return names[:number]


def _plain(words):
    for mark in ("**", "*"):
        words = words.replace(mark, "")
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
