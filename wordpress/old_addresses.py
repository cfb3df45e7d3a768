"""Addresses of the old site: whoever asks for one is led on, or told that it is gone."""

from urllib.parse import unquote, urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render

from articles.models import UNPUBLISHED, Address, Article, Author, Rubric, Tag
from images.models import Image
from images.renditions import url_of
from multilingual.editions import edition, spelled
from pagecache.tags import ADDRESSES, depends_on, start_over
from pages.models import Page

from . import keys
from .models import KeptFile, Kind, OldAddress, Origin, Source
from .paths import QUERY_KEYS, forms_of, furniture, item_number, query_of, term_address
from .unmoved import story_beneath

GONE = "gone"


class OldSiteMiddleware:
    """Answers for the old site, and only where nothing else does.

    A number behind the “?” of the front page is looked at before the front page answers: it means
    a story. Elsewhere what was not found is looked up: two queries at most.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        query = query_of(f"?{request.META.get('QUERY_STRING', '')}")
        if QUERY_KEYS.isdisjoint(query):
            query = {}
        if query and request.path_info in ("/", "/index.php") and (found := asked_for(query)):
            return answer(request, found)
        response = self.get_response(request)
        if response.status_code != 404 or request.path_info.startswith(settings.PAGECACHE_NEVER):
            return response
        found = asked_for(query) or stood_at(request.path_info)
        found = found or _beneath_a_story(request.path_info) or _of_a_site(request.path_info)
        if found and unquote(found) == request.path_info:
            # It stands where it stood, and is shown to nobody.
            found = GONE
        return answer(request, found) if found else response


def answer(request, found):
    """Lead on to an address, or say that nothing stands there any more."""
    if found == GONE:
        start_over()
        depends_on(ADDRESSES)
        return render(request, "410.html", status=410)
    return HttpResponseRedirect(found, status=301)


def asked_for(query):
    """Return where what a query asks for stands now, `GONE`, or None if nothing is known of it."""
    number = item_number(query)
    if number is not None:
        key = keys.item(number, "", "") if number else ""
        source = Source.objects.filter(key=key).order_by("origin").first()
        if source:
            return address_of(source.kind, source.object_id)
        return _kept(f"/?p={number}")
    if place := term_address(query):
        return _kept(place, feed="feed/" if "feed" in query else "")
    return _of_query(query) or _date(query)


def _of_query(query):
    """Return where a feed, a sitemap or a search that a query asks for stands here."""
    feed = query.get("feed", "")
    if "comments" in feed or "withcomments" in query or "rest_route" in query:
        return GONE
    if "sitemap" in query or feed == "sitemap":
        return "/sitemap.xml"
    if feed:
        return "/feed/atom/" if feed == "atom" else "/feed/"
    return f"/search/?{urlencode({'q': query['s'][:200]})}" if query.get("s") else None


def stood_at(path):
    """Return where what stood at a path stands now, `GONE`, or None if nothing is known of it."""
    forms = forms_of(path)
    if not forms:
        return None
    paths = [form.path for form in forms]
    rows = {row.path: row for row in OldAddress.objects.filter(path__in=paths)}
    for form in forms:
        if form.path in rows:
            row = rows[form.path]
            return address_of(row.kind, row.object_id, language=row.language, feed=form.feed)
    stories = Address.objects.filter(path__in=paths).select_related("article")
    found = {address.path: address.article for address in stories}
    for form in forms:
        if form.path in found:
            return _story(found[form.path])
    return _own(forms, besides=path)


def _own(forms, besides=None):
    """Return what the site itself has in one of the forms: /page/2/, /feed/rss2/, /2019/05/feed/.

    besides: what somebody asked for, and does not stand here.
    """
    if besides and besides.replace("/", "").isdigit():
        # A day that never was is no page of a month.
        return None
    for form in forms:
        own = f"/{form.feed}" if form.path == "/" else _is_date(form.path) and form.path
        if own and own != besides:
            return own
    return None


def _of_a_site(path):
    """Return where a feed or sitemap of an old site stands, or what stood in a site's own folder.

    None where no site moved in.
    """
    found = furniture(path)
    if found is None and path.count("/") < 3:
        return None
    homes = Origin.objects.values_list("home", flat=True)
    folders = [f"/{home.partition('/')[2]}" for home in homes]
    if found is not None:
        return (found or GONE) if folders else None
    for folder in folders:
        rest = path.removeprefix(folder)
        if folder != "/" and rest.startswith("/") and rest != path:
            return stood_at(rest) or _own(forms_of(rest)) or _beneath_a_story(rest)
    return None


def _beneath_a_story(path):
    story = story_beneath(path)
    return story and _story(story)


def address_of(kind, pk, *, language=None, feed=""):
    """Return the address of what something became, `GONE` if it is not public. One query."""
    before = edition(language or settings.LANGUAGE_CODE)
    match kind:
        case Kind.STORY:
            return _story(Article.objects.filter(pk=pk).first())
        case Kind.PAGE:
            page = Page.objects.public().filter(pk=pk).first()
            return page.get_absolute_url() if page else GONE
        case Kind.PICTURE:
            image = Image.objects.with_audience().filter(pk=pk).first()
            return url_of(image, "body") if image and image.is_shown else GONE
        case Kind.FILE:
            file = KeptFile.objects.filter(pk=pk).first()
            return file.get_absolute_url() if file and file.is_shown else GONE
        case Kind.FRONT:
            return f"{before}/{feed}"
        case Kind.AUTHOR | Kind.RUBRIC | Kind.TAG:
            model, word = {
                Kind.AUTHOR: (Author, "author"), Kind.RUBRIC: (Rubric, "rubric"),
                Kind.TAG: (Tag, "tag"),
            }[kind]  # fmt: skip
            slug = model.objects.filter(pk=pk).values_list("slug", flat=True).first()
            return f"{before}/{word}/{spelled(slug)}/{feed}" if slug else GONE
    return GONE


def _kept(path, feed=""):
    row = OldAddress.objects.filter(path=path).first()
    return row and address_of(row.kind, row.object_id, language=row.language, feed=feed)


def _story(article):
    if article is None or article.status in UNPUBLISHED:
        return GONE
    return article.get_absolute_url()


def _is_date(path):
    """Tell whether `path` is a date of the archive, which stands where it stood."""
    parts = path.strip("/").split("/")
    lengths = [len(part) for part in parts]
    return path.replace("/", "").isdigit() and lengths in ([4], [4, 2], [4, 2, 2])


def _date(query):
    """Return the archive of the date that a query asks for, None if it asks for none."""
    said = query.get("m", "")
    parts = [said[:4], said[4:6], said[6:8]]
    if "year" in query:
        parts = [query["year"], query.get("monthnum", "").zfill(2), query.get("day", "").zfill(2)]
    wanted = []
    for part, length in zip(parts, (4, 2, 2), strict=True):
        if not (part.isascii() and part.isdigit() and len(part) == length) or part == "00":
            break
        wanted.append(part)
    return f"/{'/'.join(wanted)}/" if wanted else None
