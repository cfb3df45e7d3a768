"""A story by what somebody copies from the address bar."""

import datetime
import re

from articles.models import Article

NUMBER = re.compile(r"[#№]?([0-9]{1,18})", re.ASCII)
AT_THE_DESK = re.compile(r"/article/([0-9]{1,18})(?:/|$)", re.ASCII)
ON_THE_SITE = re.compile(r"/([0-9]{4})/([0-9]{2})/([0-9]{2})/([\w-]{1,90})/?(?:[?#]|$)", re.ASCII)


def story_number(typed: str) -> int | None:
    """Return the number of the story `typed` means, None if it means none.

    typed: a number, or the address of a story at the desk or on the site.
    """
    if match := NUMBER.fullmatch(typed) or AT_THE_DESK.search(typed):
        return int(match[1])
    if match := ON_THE_SITE.search(typed):
        year, month, number, slug = match.groups()
        try:
            day = datetime.date(int(year), int(month), int(number))
        except ValueError:
            return None
        found = Article.objects.filter(published_on=day, slug=slug.lower())
        return found.values_list("pk", flat=True).first()
    return None
