"""Categories that are a place on the front page, as whoever imports named them. Pure."""

from urllib.parse import unquote

#: So many are named to whoever asked for one that is not there.
MOST_NAMED = 30


class NoSuchCategory(Exception):
    """wished: what was asked for. there: names of the categories that there are, some of them."""

    def __init__(self, wished, there):
        super().__init__(wished)
        self.wished, self.there = wished, there


def slugs_of(wishes, terms) -> set[str]:
    """Return the slugs of the categories that `wishes` name, by address or by name.

    terms: `{slug: Term}`. Raises `NoSuchCategory`: a slip of the pen would make rubrics of them.
    """
    found = set()
    for wished in wishes:
        words = " ".join(unquote(wished).split()).casefold()
        meant = {
            slug for slug, term in terms.items() if words in (slug.casefold(), term.name.casefold())
        }
        if not meant:
            there = [f"{term.name} ({slug})" for slug, term in terms.items()]
            raise NoSuchCategory(wished, there[:MOST_NAMED])
        found |= meant
    return found
