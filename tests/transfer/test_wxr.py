"""The paper as WordPress would have exported it: read by our own reader, block for block."""

import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from lxml import etree

from articles import html
from articles.models import Rubric
from images.models import Image
from tests.factories import make_rubric, publish_article
from tests.images.pictures import make_image
from transfer.wxr import write
from transfer.wxr.blocks import Writer
from transfer.wxr.document import cdata
from transfer.wxr.items import Shot
from wordpress.bodies import convert
from wordpress.wxr import Author, Post, Site, Term, parse

from .paper import AWKWARD, make_paper

HOME = "https://paper.example"
#: As WordPress 6 writes an item.
ORDER = [
    "title", "link", "pubDate", "creator", "guid", "description", "encoded", "encoded", "post_id",
    "post_date", "post_date_gmt", "post_modified", "post_modified_gmt", "comment_status",
    "ping_status", "post_name", "status", "post_parent", "menu_order", "post_type",
    "post_password", "is_sticky",
]  # fmt: skip


@dataclass
class Written:
    """file: the paper as WXR. uploads: its originals. The rest: what the paper says of itself."""

    file: Path
    uploads: Path
    gallery: dict
    pictures: dict


@pytest.fixture(scope="module")
def written(newspaper_of_the_module):
    with newspaper_of_the_module() as (folder, _patch):
        story = make_paper()["gallery"]
        file, uploads = folder / "paper.xml", folder / "uploads"
        assert write(file, uploads=uploads, stream=io.StringIO()) == []
        gallery = {
            "headline": story.headline, "lead": story.lead, "slug": story.slug,
            "at": story.published_at.replace(microsecond=0), "day": story.published_on,
            "link": HOME + story.get_absolute_url(), "picture": story.picture_id,
            "category": [place.rubric.slug for place in story.placements.all()],
            "author": [f"cap-{line.author.slug}" for line in story.bylines.all()],
            "post_tag": list(story.tags.order_by("pk").values_list("slug", flat=True)),
            "language": ["ru"],
        }  # fmt: skip
        return Written(file, uploads, gallery, Image.objects.in_bulk())


@pytest.fixture
def file(written):
    return written.file


def read(file, kind=None):
    with file.open("rb") as opened:
        return [part for part in parse(opened) if kind is None or isinstance(part, kind)]


def posts(file):
    return {post.title: post for post in read(file, Post)}


def test_it_is_wxr_as_wordpress_writes_it(file):
    (site,) = read(file, Site)
    assert (site.version, site.home, site.language) == ("1.2", HOME, "ru")
    tree = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True))
    for item in tree.iter("item"):
        names = [etree.QName(part).localname for part in item]
        assert names[: len(ORDER)] == ORDER
        assert set(names[len(ORDER) :]) <= {"attachment_url", "category", "postmeta"}
    numbers = [post.id for post in read(file, Post)]
    assert len(numbers) == len(set(numbers))


def test_nothing_readers_read_of_a_story_is_lost(file, written):
    told = written.gallery
    found = posts(file)[told["headline"]]
    assert (found.excerpt, found.slug, found.status) == (told["lead"], told["slug"], "publish")
    assert (found.written_at, found.local.date()) == (told["at"], told["day"])
    assert found.link == told["link"]
    for taxonomy in ("category", "author", "post_tag", "language"):
        slugs = [label.slug for label in found.labels if label.taxonomy == taxonomy]
        assert slugs == told[taxonomy]
    assert found.meta["_thumbnail_id"] == [str(4 * told["picture"] + 1)]
    assert found.meta["_newsroom_correction"][0].endswith("В первой версии было “Лене”.")
    assert found.meta["_newsroom_reactions_like"] == ["12"]


def test_what_readers_may_not_see_is_not_public_there(file):
    found = posts(file)
    assert {title: found[title].status for title in found if found[title].type == "post"} == {
        "Лена встала раньше": "publish", "Мост": "publish", "Погода": "publish",
        "Муус көстө": "publish", "Отозвано": "private", "Завтра": "future",
        "Придержано": "draft", AWKWARD: "draft", "В корзине": "trash",
    }  # fmt: skip
    assert found["Завтра"].written_at > timezone.now()
    assert found["Придержано"].written_at is None
    newer = found["Погода, уточнено"]
    assert (newer.type, newer.status, newer.parent) == ("revision", "inherit", found["Погода"].id)


def test_rubrics_stand_after_the_rubric_above_them(settings, db, tmp_path):
    settings.SITE_URL = HOME
    # Made in the wrong order: the one below is older.
    below = make_rubric("Ниже", slug="below")
    below.parent = make_rubric("Выше", slug="above")
    below.save()
    write(tmp_path / "p.xml", stream=io.StringIO())
    terms = [term for term in read(tmp_path / "p.xml", Term) if term.taxonomy == "category"]
    assert [(term.slug, term.parent) for term in terms] == [("above", ""), ("below", "above")]
    assert Rubric.objects.count() == 2


def test_authors_come_without_e_mail(file):
    authors = read(file, Author)
    assert {author.name for author in authors} >= {"Айталина Корякина", "Иван Попов"}
    assert "chief@paper.example" not in file.read_text()


def test_pictures_lie_where_the_file_says(file, written):
    attachments = [
        post for post in read(file, Post)
        if post.type == "attachment" and "/documents/" not in post.attachment_url
    ]  # fmt: skip
    assert len(attachments) == len(written.pictures)
    for post in attachments:
        image = written.pictures[(post.id - 1) // 4]
        path = post.attachment_url.removeprefix(f"{HOME}/wp-content/uploads/")
        data = (written.uploads / path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == image.content_hash
        assert post.meta["_wp_attachment_image_alt"] == [image.alt]
        assert (post.excerpt, post.meta["_media_credit"]) == (image.caption, [image.credit])


def test_recordings_and_documents_lie_there_too(file, written):
    (plan,) = (post for post in read(file, Post) if "/documents/" in post.attachment_url)
    path = unquote(plan.attachment_url).removeprefix(f"{HOME}/wp-content/uploads/")
    assert (written.uploads / path).read_bytes() == b"%PDF-1.4 plan"
    assert plan.attachment_url in posts(file)["Отозвано"].content


def test_without_uploads_pictures_are_those_that_readers_see(db, settings, tmp_path, client):
    settings.SITE_URL = HOME
    publish_article(picture=make_image(alt="Лёд"))
    make_image(alt="Никто не видит")
    write(tmp_path / "p.xml", stream=io.StringIO())
    (post,) = (post for post in read(tmp_path / "p.xml", Post) if post.type == "attachment")
    assert client.get(post.attachment_url.removeprefix(HOME)).status_code == 200


def test_nothing_ends_a_text_before_its_end():
    assert cdata("a]]>b") == "<![CDATA[a]]]]><![CDATA[>b]]>"
    assert etree.fromstring(f"<a>{cdata('x]]>y]]]>' + chr(11))}</a>").text == "x]]>y]]]>"


class Uploads:
    """The old site, whose pictures are numbered as ours are in an export."""

    def picture(self, wanted):
        return wanted.id and (wanted.id - 1) // 4

    def caption(self, picture):
        return ""

    def file(self, number, address):
        return None

    def address(self, url):
        return url.removeprefix(HOME)

    def block(self, number):
        return None

    def attached(self, numbers):
        return numbers or []


TEXTS = (
    "<p>Раз &amp; <strong>два <em>три</em></strong><br>четыре &lt;b&gt; -- --&gt; ]]&gt;</p>",
    '<p><a href="/2024/03/01/most/">мост</a> и <a href="https://a.example/?b=1&amp;c=2">там</a></p>',
    "<h2>Раз</h2><h3>Два</h3><h4>Три</h4><hr><p>[gallery] [caption]слова[/caption] [[x]]</p>",
    '<ul><li><p>раз</p><ol start="3"><li><p>два</p></li></ol></li><li><p>три</p></li></ul>',
    "<blockquote><p>А</p><p>Б</p><cite>Кто</cite></blockquote>",
    "<pre>Лена   62\n  <strong>Алдан</strong> 40 &lt; 50\n\nвсё</pre>",
    '<blockquote class="pull"><p>Главное</p><cite>Кто</cite></blockquote>',
    '<section class="facts"><h3>Цифры</h3><p>60 см</p><ul><li><p>лёд</p></li></ul></section>',
    '<section class="facts"><p>без заголовка</p></section>',
    '<table><caption>Лёд</caption><tbody><tr><th><p>Где</p></th><td colspan="2"><p>см</p></td></tr>'
    "<tr><td><p>Лена</p></td><td><p>62</p></td><td><p>63</p></td></tr></tbody></table>",
    '<figure><img data-file="7"></figure><figure><img data-file="8">'
    "<figcaption>Своя <em>подпись</em></figcaption></figure>",
    '<figure class="gallery"><img data-file="7"><img data-file="8"></figure>',
    '<figure class="gallery"><img data-file="7"><img data-file="8"><figcaption>Обе</figcaption>'
    "</figure>",
    '<div class="embed" data-url="https://rutube.ru/video/7c1e0a54b2f84d0d9a6e3b5f20c41d87/"'
    ' data-title="Ролик &amp; звук"></div>',
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_as_it_was(text):
    text = html.clean(text)
    shots = {
        pk: Shot(4 * pk + 1, f"{HOME}/wp-content/uploads/{pk}.jpg", 'Лёд "на" реке', "Библиотека")
        for pk in (7, 8)
    }
    back = convert(Writer(HOME, shots).content(text), Uploads())
    assert (back.html, back.missing, dict(back.unknown)) == (text, [], {})


def test_what_wordpress_reads_says_which_blocks_there_are():
    content = Writer(HOME, {}).content('<ol start="2"><li><p>a</p></li></ol><h3>b</h3>')
    names = re.findall(r"<!-- wp:([a-z-]+)", content)
    assert names == ["list", "list-item", "heading"]
    assert len(names) == len(re.findall("<!-- /wp:", content))


def test_a_lost_original_is_named_and_the_file_is_whole(db, settings, tmp_path):
    settings.SITE_URL = HOME
    story = publish_article(picture=make_image(alt="Лёд"))
    storages["originals"].delete(story.picture.original.name)
    with pytest.raises(CommandError) as refusal:
        call_command(
            "export_site", wxr=tmp_path / "p.xml", uploads=tmp_path / "u", stdout=io.StringIO()
        )
    assert refusal.value.returncode == 1
    assert posts(tmp_path / "p.xml")[story.headline].status == "publish"


def test_uploads_without_a_file_are_refused(db, tmp_path):
    with pytest.raises(CommandError, match="--wxr"):
        call_command("export_site", tmp_path / "x", uploads=tmp_path / "u", stdout=io.StringIO())
