"""Which elements of an export are read, and where they stand. All others are passed over. Pure."""

import re


class Part:
    """An element made of others. children: by name, each a `Part` or the field that its text is."""

    __slots__ = ("children", "name", "seen")

    def __init__(self, name, children):
        self.name = name
        self.children = children
        #: Names as the parser says them → children, so that each is understood once.
        self.seen = {}


def _fields(*names, prefix="wp:"):
    return {f"{prefix}{name}": name for name in names}


META = Part("meta", {"wp:meta_key": "key", "wp:meta_value": "value"})
COMMENT = Part("comment", {"wp:comment_approved": "approved", "wp:comment_type": "type"})
AUTHOR = Part(
    "author",
    {
        "wp:author_id": "id",
        "wp:author_login": "login",
        "wp:author_display_name": "name",
        "wp:author_first_name": "first_name",
        "wp:author_last_name": "last_name",
    },
)
CATEGORY = Part(
    "category",
    {
        "wp:term_id": "id",
        "wp:category_nicename": "slug",
        "wp:category_parent": "parent",
        "wp:cat_name": "name",
        "wp:category_description": "description",
        "wp:termmeta": META,
    },
)
TAG = Part(
    "post_tag",
    {
        "wp:term_id": "id",
        "wp:tag_slug": "slug",
        "wp:tag_name": "name",
        "wp:tag_description": "description",
        "wp:termmeta": META,
    },
)
TERM = Part(
    "term",
    {
        "wp:term_id": "id",
        "wp:term_taxonomy": "taxonomy",
        "wp:term_slug": "slug",
        "wp:term_parent": "parent",
        "wp:term_name": "name",
        "wp:term_description": "description",
        "wp:termmeta": META,
    },
)
ITEM = Part(
    "item",
    {
        **_fields("title", "link", "pubDate", "guid", prefix=""),
        "category": "label",
        "dc:creator": "creator",
        "content:encoded": "content",
        "excerpt:encoded": "excerpt",
        **_fields(
            "post_id", "post_date", "post_date_gmt", "post_modified_gmt", "post_name", "status",
            "post_parent", "menu_order", "post_type", "post_password", "is_sticky",
            "attachment_url",
        ),
        "wp:postmeta": META,
        "wp:comment": COMMENT,
    },
)  # fmt: skip
CHANNEL = Part(
    "channel",
    {
        **_fields("title", "link", "language", prefix=""),
        **_fields("wxr_version", "base_blog_url"),
        "wp:author": AUTHOR,
        "wp:category": CATEGORY,
        "wp:tag": TAG,
        "wp:term": TERM,
        "item": ITEM,
    },
)
FILE = Part("file", {"rss": Part("rss", {"channel": CHANNEL})})

_EXPORT = re.compile(r"https?://(?:www\.)?wordpress\.org/export/([0-9.]{1,10})/(excerpt/)?")
_OTHERS = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}


def short(name: str) -> str:
    """Return “wp:post_id” for “http://wordpress.org/export/1.2/ post_id”; "" if none of ours."""
    namespace, _, local = name.rpartition(" ")
    if not namespace:
        return local
    if match := _EXPORT.fullmatch(namespace):
        return f"{'excerpt:' if match[2] else 'wp:'}{local}"
    prefix = _OTHERS.get(namespace)
    return f"{prefix}{local}" if prefix else ""


def version_of(namespace: str) -> str:
    """Return “1.2” for the namespace of such an export, "" for any other."""
    match = _EXPORT.fullmatch(namespace)
    return match[1] if match else ""
