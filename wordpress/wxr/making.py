"""The texts of an element → the value they make. No Django.

Nothing here raises: what cannot be read is left out and said in the item's faults.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import gmtime
from urllib.parse import unquote

from wordpress.remarks import Remark, gettext_noop

from .items import Author, Comments, Label, Post, Site, Term

BIGGEST_ID = 2**63 - 1
#: Papers date what they reprint by the day when it was first in print.
FIRST_YEAR = 1900
#: A planned story may wait for years; the end of an era, or of 32 bits, is a slip of the pen.
LONGEST_WAIT = 10
PAST = 2025
#: As MySQL writes the lack of a date. WordPress prints it as the last day before the year 1.
NO_DATE = ("", "0000-00-00 00:00:00")
BAD_DATE = gettext_noop("The date “%(date)s” cannot be right.")
BAD_NUMBER = gettext_noop("The number “%(number)s” cannot be right.")
TAXONOMIES = {"tag": "post_tag"}


def site(fields, version):
    return Site(
        title=fields.get("title", "").strip(),
        link=fields.get("link", "").strip(),
        home=fields.get("base_blog_url", "").strip(),
        language=fields.get("language", "").strip(),
        version=version,
    )


def author(part, fields, line, faults, is_whole):
    login = fields.get("login", "").strip()
    return login and Author(
        login=login,
        name=fields.get("name", "").strip(),
        first_name=fields.get("first_name", "").strip(),
        last_name=fields.get("last_name", "").strip(),
        id=_id(fields.get("id", ""), faults),
        line=line,
    )


def term(part, fields, line, faults, is_whole):
    slug, name = decoded(fields.get("slug", "").strip()), fields.get("name", "").strip()
    if not (slug or name):
        return None
    taxonomy = fields.get("taxonomy", "").strip() if part.name == "term" else part.name
    return Term(
        taxonomy=TAXONOMIES.get(taxonomy, taxonomy),
        slug=slug,
        name=name,
        parent=decoded(fields.get("parent", "").strip()),
        description=fields.get("description", "").strip(),
        id=_id(fields.get("id", ""), faults),
        meta=fields.get("meta", {}),
        line=line,
    )


def kind_of_comment(fields):
    """Return what a comment counts as: approved, waiting, pings, or unwanted."""
    if fields.get("type", "") in ("pingback", "trackback"):
        return "pings"
    return {"1": "approved", "0": "waiting"}.get(fields.get("approved", "").strip(), "unwanted")


def post(part, fields, line, faults, is_whole):
    get = fields.get
    written_at = _utc(get("post_date_gmt", ""), faults)
    local = _moment(get("post_date", ""), faults)
    if written_at is None and (local is None or "post_date_gmt" not in fields):
        written_at = _of_feed(get("pubDate", ""))
    return Post(
        id=_id(get("post_id", ""), faults),
        type=get("post_type", "").strip() or "post",
        status=get("status", "").strip(),
        title=get("title", "").strip(),
        slug=decoded(get("post_name", "").strip()),
        link=get("link", "").strip(),
        guid=get("guid", "").strip(),
        creator=get("creator", "").strip(),
        content=get("content", ""),
        excerpt=get("excerpt", "").strip(),
        written_at=written_at,
        local=local,
        modified_at=_utc(get("post_modified_gmt", ""), faults),
        has_password=bool(get("post_password")),
        parent=_whole(get("post_parent", ""), faults),
        order=_whole(get("menu_order", ""), faults),
        is_sticky=get("is_sticky", "").strip() == "1",
        labels=_labels(get("labels", ())),
        meta=get("meta", {}),
        comments=_comments(get("approved", 0), get("waiting", 0), get("pings", 0)),
        attachment_url=get("attachment_url", "").strip(),
        line=line,
        faults=tuple(faults),
        is_whole=is_whole,
    )


def decoded(slug):
    """Return a slug with its percent signs read; as it is, if that makes no letters."""
    if "%" not in slug:
        return slug
    try:
        return unquote(slug, errors="strict")
    except UnicodeDecodeError:
        return slug


NO_COMMENTS = Comments()


def _comments(approved, waiting, pings):
    return Comments(approved, waiting, pings) if approved or waiting or pings else NO_COMMENTS


def _labels(found):
    """WXR 1.0 names each label twice, the first time without its slug; only the second counts."""
    if not found:
        return ()
    named = {name for domain, slug, name in found if slug}
    return tuple(
        Label(TAXONOMIES.get(domain, domain) or "category", decoded(slug), name.strip())
        for domain, slug, name in found
        if slug or (name.strip() and name not in named)
    )


def _number(text):
    # No number of a database has more digits; of very long ones Python refuses to make one.
    digits = text.removeprefix("-")
    return int(text) if len(digits) < 20 and digits.isascii() and digits.isdecimal() else None


def _id(text, faults):
    number = _number(text.strip())
    if number is not None and 0 < number <= BIGGEST_ID:
        return number
    if text.strip():
        _remark(faults, BAD_NUMBER, number=text)
    return None


def _whole(text, faults):
    if text in ("", "0"):
        return 0
    text = text.strip() or "0"
    number = _number(text)
    if number is None or abs(number) > BIGGEST_ID:
        _remark(faults, BAD_NUMBER, number=text)
        return 0
    return number


def _moment(text, faults):
    """Return the naive moment of “2011-01-18 07:40:14”."""
    text = text.strip()
    if text in NO_DATE or text[:5] in ("0000-", "-0001"):
        return None
    try:
        moment = _read(text)
    except ValueError:
        _remark(faults, BAD_DATE, date=text)
        return None
    if not _can_be(moment.year):
        _remark(faults, BAD_DATE, date=text)
        return None
    return moment


def _can_be(year):
    # Most are of the past: that asks no clock.
    return FIRST_YEAR <= year <= PAST or PAST < year <= gmtime().tm_year + LONGEST_WAIT


def _read(text):
    # The standard knows many more ways to write a moment than MySQL has.
    if len(text) != 19 or text[4] != "-" or text[10] != " " or text[13] != ":":
        raise ValueError
    return datetime.fromisoformat(text)


def _utc(text, faults):
    moment = _moment(text, faults)
    return moment and moment.replace(tzinfo=UTC)


def _of_feed(text):
    """Return the aware moment of an old export's “Tue, 18 Jan 2011 07:40:14 +0000”, or None."""
    try:
        moment = parsedate_to_datetime(text.strip()[:60])
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return moment if _can_be(moment.year) else None


def _remark(faults, words, **facts):
    remark = Remark(words, **{name: text.strip()[:40] for name, text in facts.items()})
    if remark not in faults:
        faults.append(remark)
