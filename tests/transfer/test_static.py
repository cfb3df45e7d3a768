"""The public site as files: whole, without a dead link, and decent where nobody answers."""

import io
import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import CommandError, call_command

from articles import views
from articles.models.revision import content_of
from pages.models import Page
from reactions.models import Emoji, Tally
from tests.factories import make_author, make_rubric, publish_article
from tests.images.pictures import make_image
from transfer.static import copy, copying
from transfer.static.without_server import without_server
from wordpress.models import Kind, OldAddress, Origin, Source

from .paper import files_of, plan

HOME = "https://paper.example"


@dataclass
class Copied:
    """folder: the copy. day: of all stories, as addresses begin. story: the path of the first."""

    folder: Path
    day: str
    story: str


@pytest.fixture(scope="module")
def copied(newspaper_of_the_module):
    """A copy of a small paper. Who reads files asks no database."""
    with newspaper_of_the_module() as (folder, patch):
        # Two lines a page: the author's list has three pages.
        patch.setattr(views, "LINES", 2)
        stories = make_paper()
        assert copy(folder / "site", stream=io.StringIO()) == []
    day = f"{stories[0].published_on:/%Y/%m/%d/}"
    return Copied(folder / "site", day, stories[0].get_absolute_url())


def make_paper():
    """Five stories of one author, in two languages, with a picture; one moved, one withdrawn."""
    author = make_author(slug="koryakina", photo=make_image(120, 140, alt="Автор"))
    rubric = make_rubric(slug="novosti")
    picture = make_image(100, 60, alt="Лёд")
    stories = [
        publish_article(
            f"Материал {number}", slug=f"n-{number}", authors=[author], rubrics=[rubric],
            tags=["лёд & вода"], picture=picture if number == 1 else None,
        )
        for number in range(5)
    ]  # fmt: skip
    publish_article("Муус", language="sah", slug="muus", translation_of=stories[0])
    stories[1].revise(content_of(stories[1]) | {"slug": "moved"}, by=None, seen=0)
    stories[1].publish(by=None)
    stories[2].withdraw(by=None, note="Ошибка")
    # Whatever a writer links to or mentions: nothing of it is a page, or lies above the copy.
    links = "/admin/ /articles/1/reactions/ /../../x /%00/ /no/such/ /static/ /media/r/ /?x=1"
    body = "".join(f'<p><a href="{link}">x</a></p>' for link in links.split())
    body += "<p>/static/../../etc/passwd /static/css /static/no.css /media/r/../x</p>"
    body += f'<p><a href="{plan().get_absolute_url()}">План</a></p>'
    page = Page.objects.create(slug="about", language="ru", title="О газете", body=body)
    origin = Origin.objects.create(home="old.example", language="ru")
    Source.objects.create(origin=origin, key="item/7", kind=Kind.STORY, object_id=stories[0].pk)
    old = [
        ("/o-nas.html/", Kind.PAGE, page.pk),
        ("/about/", Kind.PAGE, page.pk),
        ("/?cat=3", Kind.RUBRIC, rubric.pk),
    ]
    for path, kind, pk in [*old, ("/рубрика/лёд/", Kind.RUBRIC, rubric.pk), ("/x/", "-", 0)]:
        OldAddress.objects.create(path=path, kind=kind, object_id=pk, language="ru")
    Tally.objects.create(article=stories[0], emoji=Emoji.objects.first(), counted=41, base=41)
    return stories


def answers(folder, path):
    """Tell whether a web server would find a file at `path`."""
    place = folder / path.strip("/")
    if path.endswith("/"):
        return any((place / f"index.{ending}").is_file() for ending in ("html", "xml", "json"))
    return place.is_file() and place.stat().st_size > 0


def named_in(text):
    """Return all addresses of this site in `text`, wherever they stand."""
    found = [match[1] for match in re.finditer(r'\s(?:href|src|action|data-src)="([^"]*)"', text)]
    for match in re.finditer(r'\s(?:imagesrcset|srcset)="([^"]*)"', text):
        found += [candidate.split()[0] for candidate in match[1].split(",")]
    found += re.findall(HOME + r'[^"\'<>\s\\]*', text)
    found += re.findall(r'"(/static/[^"]+)"', text)
    found = {unescape(address).removeprefix(HOME) or "/" for address in found}
    return {unquote(a.partition("#")[0]) for a in found if a.startswith("/") and a[1:2] != "/"}


def test_no_link_of_the_copy_is_dead(copied):
    moved = {
        unquote(line.split()[0]) for line in (copied.folder / "_redirects").read_text().splitlines()
    }
    dead, asked = set(), 0
    for page in copied.folder.rglob("*"):
        if page.suffix in (".html", ".xml", ".json", ".webmanifest"):
            addresses = named_in(page.read_text())
            asked += len(addresses)
            dead |= {
                (path, page.relative_to(copied.folder))
                for path in addresses - moved
                if not answers(copied.folder, path)
            }
    assert asked > 1000
    # But for those that a writer made up: the page has them on the site, too.
    assert {path for path, page in dead if page.parts[0] != "about"} == set()
    assert sorted(folder.name for folder in copied.folder.parent.iterdir()) == ["media", "site"]


def test_a_list_of_three_pages_has_three_pages_and_every_story_once(copied):
    path, titles, before = "/author/koryakina/", [], None
    while path:
        html = (copied.folder / path.strip("/") / "index.html").read_text()
        main = html.partition("<main")[2].partition('class="recent')[0]
        titles += re.findall(r"Материал \d", re.sub(r'="[^"]*"', "", main))
        assert f'<link rel="canonical" href="{HOME}{path}">' in html
        newer = re.search(r'href="([^"]*)" rel="prev"', main)
        assert (newer and newer[1]) == before
        before, older = path, re.search(r'href="([^"]*)" rel="next"', main)
        path = older and older[1]
    assert titles == ["Материал 4", "Материал 3", "Материал 1", "Материал 0"]
    assert before == "/author/koryakina/page/2/"


def test_every_edition_has_its_pages_feeds_and_a_page_for_what_is_not_there(copied):
    for path in (
        "/", "/sah/", "/en/", "/feed/", "/sah/feed/atom/", "/en/feed.json", "/corrections/",
        "/rubric/novosti/feed/", "/author/koryakina/feed.json", "/about/", "/imprint/",
        "/sitemap.xml", "/robots.txt", "/manifest.webmanifest", "/404.html", "/sah/404.html",
    ):  # fmt: skip
        assert answers(copied.folder, path), path
    assert json.loads((copied.folder / "feed.json").read_text())["items"]
    assert not (copied.folder / "admin").exists()
    assert not (copied.folder / "search").exists()


def test_old_addresses_lead_on_and_withdrawn_ones_are_gone(copied):
    old, new, gone = (f"{copied.day}{slug}/" for slug in ("n-1", "moved", "n-2"))
    assert f"{old} {new} 301\n" in (copied.folder / "_redirects").read_text()
    assert f'"{old}" "{new}";\n' in (copied.folder / "moved.map").read_text()
    apache = (copied.folder / ".htaccess").read_text()
    assert f'Redirect 301 "{old}" {new}\n' in apache
    assert f'Redirect 410 "{gone}"\n' in apache
    assert f'"{gone}" 1;\n' in (copied.folder / "gone.map").read_text()
    # What stood on the site from which the paper moved here.
    redirects = (copied.folder / "_redirects").read_text()
    assert "/o-nas.html /about/ 301\n" in redirects
    assert "/about/ /about/ 301" not in redirects, "would lead to itself"
    assert "/%D1%80%D1%83%D0%B1%D1%80%D0%B8%D0%BA%D0%B0/" in redirects
    assert f"/ p=7 {copied.story} 301\n" in redirects
    asked = (copied.folder / "asked.map").read_text()
    assert asked == f'"/?cat=3" "/rubric/novosti/";\n"/?p=7" "{copied.story}";\n'
    assert '"/x/" 1;\n' in (copied.folder / "gone.map").read_text()
    assert "Ошибка" in (copied.folder / gone.strip("/") / "index.html").read_text()


def test_a_document_that_a_page_leads_to_comes_along(copied):
    assert [place.name for place in copied.folder.glob("files/*/*")] == ["план.pdf"]


def test_numbers_of_reactions_stay_and_nothing_can_be_pressed_or_searched(copied):
    html = (copied.folder / copied.story.strip("/") / "index.html").read_text()
    assert "<output>41</output>" in html
    for page in copied.folder.rglob("*.html"):
        text = page.read_text()
        for dead in (
            'method="post"',
            "/search/",
            'role="search"',
            "reaction-row.",
            "reactions.json",
        ):
            assert dead not in text, (page, dead)


def test_a_form_of_the_theme_stays():
    html = '<form class="theme" autocomplete="off"><button>A</button></form>'
    assert without_server(html) == html


@pytest.fixture
def folder(db, settings, tmp_path):
    """A copy of a paper of one story."""
    settings.SITE_URL = HOME
    publish_article()
    call_command("export_site", static=tmp_path / "site", stdout=io.StringIO())
    return tmp_path / "site"


def test_an_earlier_copy_is_replaced_and_nothing_else(folder, tmp_path):
    before = files_of(folder)
    call_command("export_site", static=folder, stdout=io.StringIO())
    assert files_of(folder) == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "index.html").write_text("mine")
    with pytest.raises(CommandError):
        call_command("export_site", static=tmp_path / "mine", stdout=io.StringIO())
    assert (tmp_path / "mine" / "index.html").read_text() == "mine"


def test_a_copy_that_stops_half_way_leaves_the_earlier_one(folder, monkeypatch):
    before = files_of(folder)

    def stopped(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(copying.Copy, "_write_missing", stopped)
    with pytest.raises(CommandError):
        call_command("export_site", static=folder, stdout=io.StringIO())
    assert files_of(folder) == before
    assert [path.name for path in folder.parent.iterdir() if "unfinished" in path.name] == []


@pytest.mark.django_db
def test_without_an_address_of_the_site_nothing_is_written(settings, tmp_path):
    settings.SITE_URL = ""
    for how in ({"static": tmp_path / "site"}, {"wxr": tmp_path / "site.xml"}):
        with pytest.raises(CommandError, match="SITE_URL"):
            call_command("export_site", **how, stdout=io.StringIO())
    assert list(tmp_path.iterdir()) == []
