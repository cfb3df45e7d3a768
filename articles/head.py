"""What a page says of itself in its head. Pure: a `Meta` in, HTML out."""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .social import Picture


@dataclass(frozen=True)
class Meta:
    """What a head says. Addresses are absolute, moments ISO 8601 in the paper's zone."""

    canonical: str
    title: str
    description: str
    type: str
    site_name: str
    data: SafeString
    alternates: tuple[tuple[str, str], ...] = ()
    feed: str = ""
    is_deep: bool = False
    newer: str = ""
    older: str = ""
    picture: Picture | None = None
    published_at: str | None = ""
    modified_at: str | None = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


def head_html(meta, *, is_preview=False):
    """Return the lines of the head that search engines and other sites read."""
    if is_preview:
        robots = "noindex, nofollow"
    else:
        robots = "noindex, follow" if meta.is_deep else "max-image-preview:large"
    feed = escape(_("News feed"))
    lines = [
        _link("canonical", meta.canonical),
        _name("description", meta.description),
        _name("robots", robots),
        *(
            f'<link rel="alternate" hreflang="{escape(language)}" href="{escape(address)}">'
            for address, language in meta.alternates
        ),
        _link("prev", meta.newer),
        _link("next", meta.older),
        f'<link rel="alternate" type="application/rss+xml" title="{feed}"'
        f' href="{escape(meta.feed)}">',
        _property("og:type", meta.type),
        _property("og:site_name", meta.site_name),
        _property("og:title", meta.title),
        _property("og:url", meta.canonical),
        _property("og:description", meta.description),
        *_picture(meta.picture),
        _property("article:published_time", meta.published_at),
        _property("article:modified_time", meta.modified_at),
        _property("article:section", meta.section),
        *(_property("article:tag", tag) for tag in meta.tags),
        *(_property("article:author", author) for author in meta.authors),
        meta.data,
    ]
    return mark_safe("\n".join(filter(None, lines)) + "\n")


def _picture(picture):
    if picture is None:
        return [_name("twitter:card", "summary")]
    return [
        _property("og:image", picture.url),
        _property("og:image:type", "image/jpeg"),
        _property("og:image:width", str(picture.width)),
        _property("og:image:height", str(picture.height)),
        _property("og:image:alt", picture.alt),
        _name("twitter:card", "summary_large_image"),
    ]


def _link(relation, address):
    return f'<link rel="{relation}" href="{escape(address)}">' if address else ""


def _name(name, content):
    return f'<meta name="{name}" content="{escape(content)}">' if content else ""


def _property(name, content):
    return f'<meta property="{name}" content="{escape(content)}">' if content else ""
