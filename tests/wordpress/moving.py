"""A site moves in: the command as an administrator gives it, and what it says."""

import io
import json
from pathlib import Path

from django.core.management import call_command

from .export import export


def bring(folder, *texts, **options):
    """Import the texts as files of one export; return (report, exit status, what was printed)."""
    files = []
    for number, text in enumerate(texts):
        path = folder / f"export-{number}.xml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        files.append(str(path))
    options = {"no_fetch": True, "no_renditions": True, "report": folder / "report"} | options
    out = io.StringIO()
    status = 0
    try:
        call_command("import_wordpress", *files, stdout=out, stderr=out, **options)
    except SystemExit as end:
        status = end.code
    report = json.loads((Path(options["report"]) / "report.json").read_text())
    return report, status, out.getvalue()


def post(number=7, title="Лёд на Лене", content="<p>Лёд стал.</p>", more="", **fields):
    """Return an item of its own: number, title, content, and `wp:` elements."""
    slug = fields.setdefault("post_name", f"led-{number}")
    said = {
        "status": "publish", "post_type": "post", "post_date": "2014-05-06 18:10:00",
        "post_date_gmt": "2014-05-06 09:10:00", "post_parent": "0", "menu_order": "0",
        "post_password": "", "is_sticky": "0",
    } | fields  # fmt: skip
    link = said.pop("link", f"https://old.example/blog/2014/05/06/{slug}/")
    guid = said.pop("guid", f"https://old.example/blog/?p={number}")
    excerpt = said.pop("excerpt", "")
    creator = said.pop("creator", "nina")
    wp = "".join(f"<wp:{name}>{text}</wp:{name}>\n" for name, text in said.items())
    return (
        f"<item>\n<title><![CDATA[{title}]]></title>\n<link>{link}</link>\n"
        f"<dc:creator><![CDATA[{creator}]]></dc:creator>\n"
        f'<guid isPermaLink="false">{guid}</guid>\n'
        f"<content:encoded><![CDATA[{content}]]></content:encoded>\n"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>\n"
        f"<wp:post_id>{number}</wp:post_id>\n{wp}{more}</item>\n"
    )


def attachment(number, path, **fields):
    address = f"https://old.example/blog/wp-content/uploads/{path}"
    return post(
        number, post_type="attachment", status="inherit", guid=address, content="",
        **{"attachment_url": address, "title": path, **fields},
    )  # fmt: skip


def meta(key, value):
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>\n"
    )


def label(taxonomy, slug, name=""):
    return (
        f'<category domain="{taxonomy}" nicename="{slug}"><![CDATA[{name or slug}]]></category>\n'
    )


def author(login, name, number=1):
    return (
        f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{login}"
        f"</wp:author_login><wp:author_email>{login}@old.example</wp:author_email>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
    )


def category(slug, name, parent="", number=3):
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}"
        f"</wp:category_nicename><wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name><![CDATA[{name}]]></wp:cat_name></wp:category>\n"
    )


__all__ = ["attachment", "author", "bring", "category", "export", "label", "meta", "post"]
