"""A story among others: its card, its row in a list, its hour. Pure: strings in, HTML out.

Templates took ten times as long for these small parts, and a list has twenty of them.
"""

from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from images.markup import picture_html

#: Of a row in a list: the first of all, and the others.
LEAD_SIZES = "(min-width: 64rem) 54rem, 92vw"
ROW_SIZES = "(min-width: 64rem) 18rem, (min-width: 40rem) 30vw, 7rem"
#: Of a card that is a small square on a phone.
THUMB_SIZES = "(min-width: 64rem) 30vw, (min-width: 40rem) 45vw, 7rem"
HOT = ' class="hot"'


def card_html(story, rubrics, *, heading="h3", css="", spec="", text="", when=""):
    """Return the card of `story` (from `for_cards()`).

    rubrics: a `Rubrics`. spec: the shape of its picture, text: what stands below the headline,
    when: the form of its hour; each empty for none.
    """
    language = story.language
    kind = f"card {css}" if css else "card"
    foreign = "" if language == get_language() else f' lang="{language}"'
    sizes = THUMB_SIZES if css == "thumb" else None
    picture = picture_html(story.picture, spec, alt="", sizes=sizes) if spec else ""
    paragraph = f"<p>{escape_once(text)}</p>" if text else ""
    return mark_safe(
        f'<article class="{kind}"{foreign}>\n'
        f"  {picture}\n"
        f"  {rubric_links(rubrics, story.rubric_ids)}\n"
        f"  {headline(story, heading)}\n"
        f"  {paragraph}\n"
        f"  {time_html(story.published_at, when, 'when') if when else ''}\n"
        "</article>\n"
    )


def row_html(
    story, rubrics, *, heading="h2", is_lead=False, title=None, text=None, when="MONTH_DAY, TIME"
):
    """Return the row of `story` (from `for_cards()`) in a list.

    title, text: instead of its own headline and lead, HTML if they are safe.
    """
    if text is None:
        text = story.lead or story.excerpt
    if is_lead:
        picture = picture_html(story.picture, "lead", alt="", priority=True, sizes=LEAD_SIZES)
    else:
        picture = picture_html(story.picture, "card", alt="", sizes=ROW_SIZES)
    paragraph = f"<p>{escape_once(text)}</p>" if text else ""
    return mark_safe(
        f'<article class="card row{" lead-row" if is_lead else ""}">\n'
        f"  {picture}\n"
        "  <div>\n"
        f"    {rubric_links(rubrics, story.rubric_ids)}\n"
        f"    {headline(story, heading, title)}\n"
        f"    {paragraph}\n"
        f"    {time_html(story.published_at, when, 'when')}\n"
        "  </div>\n"
        "</article>\n"
    )


def column_html(stories):
    """Return `stories` (from `for_cards()`): the first as a card, the others as lines below it."""
    return mark_safe("".join(map(first_html, stories[:1])) + "".join(map(line_html, stories[1:])))


def first_html(story):
    text = story.lead or story.excerpt
    return (
        '<article class="card first">\n'
        f"  {picture_html(story.picture, 'card', alt='') if story.picture else ''}\n"
        f"  {headline(story, 'h3')}\n"
        f"  {f'<p>{escape(text)}</p>' if text else ''}\n"
        "</article>\n"
    )


def line_html(story):
    return f'<article class="card line">{headline(story, "h3")}</article>\n'


def hours_html(stories):
    """Return `stories` as items of a list, each with its hour; important ones stand out."""
    return mark_safe(
        "".join(
            f"<li{HOT if story.importance > 3 else ''}>"
            f"{time_html(story.published_at, 'TIME_FORMAT')}"
            f'<a href="{escape(story.get_absolute_url())}">{escape(story.headline)}</a></li>\n'
            for story in stories
        )
    )


def rubric_links(rubrics, ids):
    """Return the rubrics of `ids` as links, each in its own hue; of none, nothing."""
    language = get_language()
    links = []
    for rubric in rubrics.of(ids):
        place = (language, rubric.pk)
        if place not in rubrics.printed:
            address, slug = escape(rubric.get_absolute_url()), escape(rubric.slug)
            name = escape(str(rubric))
            rubrics.printed[place] = f'<a href="{address}" data-rubric="{slug}">{name}</a>'
        links.append(rubrics.printed[place])
    return mark_safe(f'<p class="rubrics">{" ".join(links)}</p>') if links else ""


def headline(story, tag, title=None):
    words = escape_once(story.headline if title is None else title)
    return f'<{tag}><a href="{escape(story.get_absolute_url())}">{words}</a></{tag}>'


def escape_once(text):
    return text if isinstance(text, SafeString) else escape(text)


def time_html(at, form="DATE_FORMAT", css=""):
    """Return `at` (a moment or a date) as <time>, in the paper's zone and the page's language.

    form: the name of a format; "l, DATE" is the day of the week and the date, "MONTH_DAY, TIME"
    a day of this year with its hour, "DAY" day and month in figures. A moment shown with its hour
    keeps its offset for machines. Of no moment, nothing.
    """
    if at is None:
        return ""
    if hasattr(at, "hour"):
        at = timezone.localtime(at)
        has_hour = "TIME" in form
        machine = at.isoformat(timespec="minutes") if has_hour else at.date().isoformat()
        # Without its zone: what is said depends on nothing else.
        at = at.replace(tzinfo=None, second=0, microsecond=0)
    else:
        machine = at.isoformat()
    kind = f' class="{escape(css)}"' if css else ""
    words = escape(said(at, form, get_language()))
    return mark_safe(f'<time datetime="{machine}"{kind}>{words}</time>')


@lru_cache(maxsize=10_000)
def said(at, form, language):
    """Return `at`, a local moment or a date, in words of `language`, which is the active one."""
    if form == "l, DATE":
        text = f"{date_format(at, 'l')}, {date_format(at, 'DATE_FORMAT')}"
        return text[:1].upper() + text[1:]
    if form == "DAY":
        return date_format(at, "d.m")
    if form == "MONTH_DAY, TIME":
        return f"{date_format(at, 'MONTH_DAY_FORMAT')}, {date_format(at, 'TIME_FORMAT')}"
    return date_format(at, get_format(form))
