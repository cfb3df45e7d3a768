"""What a page says of itself to search engines and to other sites, from what its view loaded."""

from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from articles import structured_data
from articles.absolute import absolute, in_edition
from articles.head import Meta, head_html
from articles.models import Role
from articles.social import picture_of
from pagecache.remembered import furniture

register = template.Library()

#: Parameters that make another page of an address; all others are somebody's tracking.
PAGE_KEYS = ("before", "after")
ICON = "icon-512.png"


@register.simple_tag(takes_context=True)
def story_head(context, article):
    """Print what an article page says of itself."""
    return head_html(story_meta(context, article), is_preview=bool(context.get("is_preview")))


@register.simple_tag(takes_context=True)
def page_head(context, **facts):
    """Print what any other page says of itself; the facts are those of `page_meta`."""
    return head_html(page_meta(context, **facts), is_preview=bool(context.get("is_preview")))


def story_meta(context, article):
    """Return the `Meta` of an article page.

    Uses of the context what the view loaded: `bylines`, `tags`, `translations`, `corrections`.
    No query of its own.
    """
    request = context["request"]
    kept = furniture(request)
    url = absolute(request, article.get_absolute_url())
    bylines = list(context.get("bylines") or ())
    tags = tuple(map(str, context.get("tags") or ()))
    translations = list(context.get("translations") or ())
    rubrics = kept.rubrics.of(article.rubric_ids)
    picture = picture_of(article, request)
    changed_at = article.updated_at if article.was_updated else article.published_at
    published_at = moment(article.published_at)
    modified_at = moment(changed_at)
    description = article.seo_description or article.lead or article.excerpt

    def people(*roles):
        found = dict.fromkeys(byline.author for byline in bylines if byline.role in roles)
        return [
            structured_data.person(str(author), absolute(request, author.get_absolute_url()))
            for author in found
        ]

    authors = people(Role.TEXT, Role.VIDEO) or people(Role.PHOTO, Role.TRANSLATION)
    story = structured_data.news_article(
        article,
        url=url,
        description=description,
        published_at=published_at,
        modified_at=modified_at,
        age_mark=article.age_mark or kept.paper.age_mark,
        section=[str(rubric) for rubric in rubrics],
        keywords=list(tags),
        authors=authors,
        translators=people(Role.TRANSLATION),
        image=picture and structured_data.picture(picture),
        corrections=[
            structured_data.correction(found, at=moment(found.made_at))
            for found in context.get("corrections") or ()
        ],
        translations=[
            (absolute(request, other.get_absolute_url()), other.language) for other in translations
        ],
        paper=publisher(request),
    )
    way = way_to(request, rubrics[0] if rubrics else None)
    steps = structured_data.breadcrumbs([*way, (article.headline, url)])
    return Meta(
        canonical=article.canonical_url or url,
        title=article.seo_title or article.headline,
        description=description,
        type="article",
        site_name=str(kept.paper),
        data=structured_data.script(story, steps),
        alternates=versions_of(request, [article, *translations]),
        picture=picture,
        published_at=published_at,
        modified_at=modified_at if article.was_updated else "",
        feed=in_edition("/", article.language) + "feed/",
        section=str(rubrics[0]) if rubrics else "",
        tags=tags,
        authors=tuple(author["url"] for author in authors),
    )


def page_meta(
    context, *, title="", description="", rubric=None, feed=False, editions=False, newer="",
    older="",
):  # fmt: skip
    """Return the `Meta` of any other page.

    rubric: the rubric whose page this is. feed: there is a feed below this address.
    editions: the same address exists in every edition. newer, older: addresses of the neighbours
    of a page of a list, `?before=…` alone is enough.
    """
    request = context["request"]
    kept = furniture(request)
    path = request.path
    keys = {key: request.GET[key] for key in PAGE_KEYS if request.GET.get(key)}
    front = in_edition("/", get_language())
    if path == front:
        site = structured_data.site(
            kept.paper, url=absolute(request, path), language=get_language(),
            search_url=search_address(request),
        )  # fmt: skip
        data = structured_data.script(publisher(request), site)
    else:
        above = kept.rubrics.by_id.get(rubric.parent_id) if rubric else None
        step = (title or rubric or kept.paper, absolute(request, path))
        data = structured_data.script(structured_data.breadcrumbs([*way_to(request, above), step]))
    return Meta(
        canonical=absolute(request, f"{path}?{urlencode(keys)}" if keys else path),
        title=str(title or rubric or kept.paper),
        description=str(description or kept.paper.local.description),
        type="website",
        site_name=str(kept.paper),
        data=data,
        alternates=every_edition(request) if editions and not keys else (),
        feed=f"{path}feed/" if feed else f"{front}feed/",
        is_deep=bool(keys),
        newer=newer and urljoin(absolute(request, path), newer),
        older=older and urljoin(absolute(request, path), older),
    )


def every_edition(request):
    addresses = [
        (absolute(request, in_edition(request.path, code)), code)
        for code, _name in settings.LANGUAGES
    ]
    return (*addresses, (addresses[0][0], "x-default"))


def versions_of(request, articles):
    """Return the addresses of one story's versions; the paper's first language is the default."""
    order = [code for code, _name in settings.LANGUAGES]
    articles = sorted(
        (article for article in articles if article.language in order),
        key=lambda article: order.index(article.language),
    )
    addresses = [(absolute(request, a.get_absolute_url()), a.language) for a in articles]
    return (*addresses, (addresses[0][0], "x-default")) if len(addresses) > 1 else ()


def way_to(request, rubric):
    """Return `[(name, address), …]` from the front page down to `rubric` (None: only the front)."""
    kept = furniture(request)
    way = []
    while rubric is not None:
        way.append((rubric, absolute(request, rubric.get_absolute_url())))
        rubric = kept.rubrics.by_id.get(rubric.parent_id)
    way.append((kept.paper, absolute(request, in_edition("/", get_language()))))
    return way[::-1]


def publisher(request):
    return structured_data.publisher(
        furniture(request).paper,
        url=absolute(request, "/"),
        logo=absolute(request, static(ICON)),
    )


def search_address(request):
    """Return the search page's address up to the words, empty where the site has no search."""
    try:
        return absolute(request, reverse("search:search")) + "?q="
    except NoReverseMatch:
        return ""


def moment(at):
    # A preview shows a story that has no hour yet.
    return at and timezone.localtime(at).isoformat(timespec="seconds")
