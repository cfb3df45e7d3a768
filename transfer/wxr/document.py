"""Elements of a WXR file, each a line. Pure.

WordPress 6 writes this form (wp-admin/includes/export.php); its importer reads it with libxml, or
line by line where that is missing, so that each element of an item stands on a line of its own.
"""

from html import escape

from articles.printable import printable

OPENING = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
\txmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
"""
CLOSING = "</channel>\n</rss>\n"
NEVER = "0000-00-00 00:00:00"


def element(name, text, attributes=""):
    """Return `<name>text</name>`: words that hold no markup."""
    return f"<{name}{attributes}>{escape(printable(str(text)), quote=False)}</{name}>\n"


def words(name, text, attributes=""):
    """Return `<name>` with `text` as it is, whatever it holds."""
    return f"<{name}{attributes}>{cdata(text)}</{name}>\n"


def cdata(text):
    """Return `text` as CDATA; what would end that is cut in two."""
    return f"<![CDATA[{printable(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def part(name, *elements):
    """Return `<name>` round elements."""
    return f"<{name}>\n{''.join(elements)}</{name}>\n"


def meta(key, value):
    return part("wp:postmeta", words("wp:meta_key", key), words("wp:meta_value", str(value)))


def label(taxonomy, slug, name):
    """Return what an item says of a category, a tag or another term of it."""
    attributes = f' domain="{taxonomy}" nicename="{escape(printable(slug))}"'
    return words("category", name, attributes)


def moment(at):
    """Return a moment as MySQL writes it; None as it writes the lack of one."""
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else NEVER
