"""A word of its own in every field of everything hidden, looked for at every public address."""

import datetime
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Action, Article, Autosave, PreviewLink, Tag
from articles.models.revision import content_of
from images.models import Image
from images.renditions import url_of
from pages.models import Page
from tests.factories import make_article, make_author, make_rubric, make_user, publish_article
from tests.hardening import matrix
from tests.hardening.answers import body_of
from tests.images.pictures import make_image

pytestmark = pytest.mark.django_db

STATES = ("draft", "review", "returned", "scheduled", "held", "trashed", "withdrawn")
OF_THE_DESK = ("admin:", "account_", "desk:", "mfa_", "writing:")
#: Words that readers may not see begin so; what comes after says whose and of which field.
SECRET = re.compile(r"taina[a-z]+")
EDITIONS = [code for code, _name in settings.LANGUAGES]


class Hidden:
    """Stories in every state that readers do not see, and a live one with a newer draft."""

    def __init__(self):
        self.rubric, self.author = make_rubric(slug="dorogi"), make_author(slug="koryakina")
        self.open = publish_article(
            "Лёд встал", rubrics=[self.rubric], authors=[self.author], tags=["lyod"]
        )
        self.chief = make_user()
        self.stories = {state: self._story(state) for state in STATES}
        # Everything hidden stands beside something open, as its neighbour and its translation.
        self.open.set_related(self.stories.values())
        Article.objects.filter(pk=self.stories["draft"].pk).update(
            translation_of=self.open, language="en"
        )
        self.open.settle()
        self.pictures = [url_of(image, "card") for image in Image.objects.all()]
        self._write_over_a_live_one()
        Page.objects.create(slug="about", language="ru", title="О газете", body="<p>Да.</p>")

    def _words(self, owner):
        """Return the fields of a story, each with a word that stands nowhere else."""
        word = f"taina{owner}".__add__
        picture = make_image(
            64, 48, alt=word("alt"), title=word("title"), caption=word("caption"),
            credit=word("credit"),
        )  # fmt: skip
        return {
            "headline": word("headline"), "kicker": word("kicker"), "lead": word("lead"),
            "body": f"<p>{word('body')}</p>", "picture_caption": word("own"), "slug": word("slug"),
            "seo_title": word("seo"), "seo_description": word("description"), "picture": picture,
            "canonical_url": f"https://example.com/{word('canonical')}",
        }  # fmt: skip

    def _story(self, state):
        make = publish_article if state == "withdrawn" else make_article
        story = make(
            rubrics=[self.rubric], authors=[self.author], tags=[f"taina{state}tag", "lyod"],
            **self._words(state),
        )  # fmt: skip
        match state:
            case "review":
                story.submit(by=self.chief, note="tainareviewnote")
            case "returned":
                story.submit(by=self.chief)
                story.send_back(by=self.chief, note="tainareturnednote")
            case "scheduled":
                tomorrow = timezone.now() + datetime.timedelta(days=1)
                story.schedule(Action.PUBLISH, tomorrow, by=self.chief)
            case "held":
                story.hold(by=self.chief, note="tainaheldnote")
            case "trashed":
                story.trash(by=self.chief)
            case "withdrawn":
                story.withdraw(by=self.chief, note="Ошибка")
        return story

    def _write_over_a_live_one(self):
        words = self._words("newer")
        picture, tag = words.pop("picture"), Tag.objects.create(name="tainanewertag")
        self.live = publish_article(rubrics=[self.rubric], authors=[self.author], tags=["lyod"])
        newer = (
            content_of(self.live)
            | words
            | {
                "picture": {"id": picture.pk, "name": str(picture)},
                "tags": [{"id": tag.pk, "name": tag.name}],
            }
        )
        self.live.revise(newer, by=self.chief, seen=self.live.newest, note="tainanewernote")
        Autosave.objects.keep(
            self.chief, self.live, typed={"headline": ["tainatyped"]}, seen=self.live.newest
        )
        self.pictures.append(url_of(picture, "card"))

    def addresses(self):
        """Return `{name of a public address: {paths}}`, in every edition that it has."""
        found = {}
        for language in EDITIONS:
            with translation.override(language):
                for name, paths in self._in_edition().items():
                    found.setdefault(name, set()).update(paths)
        return found

    def _in_edition(self):
        stories = [self.open, self.live, *self.stories.values()]
        on = timezone.localdate()
        date = {"year": on.year, "month": f"{on.month:02}", "day": f"{on.day:02}"}
        date_parts = list(date.values())
        slugs = {"rubric": ["dorogi"], "author": ["koryakina"], "tag": ["lyod"]}
        asked = ["", "лёд"]
        if translation.get_language() == EDITIONS[0]:
            slugs["tag"] += [f"taina{owner}tag" for owner in (*STATES, "newer")]
            asked += [f"taina{owner}headline" for owner in (*STATES, "newer")]
        feeds = {
            f"articles:{kind}_feed{form}": [
                reverse(f"articles:{kind}_feed{form}", args=[slug]) for slug in slugs[kind]
            ]
            for kind in slugs
            for form in ("", "_atom", "_json")
        }
        plain = (
            "frontpage:front", "articles:corrections", "articles:feed", "articles:feed_atom",
            "articles:feed_json", "search:search", "pages:imprint", "sitemap", "sitemap_sections",
            "news_sitemap", "robots", "manifest",
        )  # fmt: skip
        return feeds | {name: [reverse(name)] for name in plain} | {
            "articles:article": [
                reverse("articles:article", kwargs=date | {"slug": story.slug}) for story in stories
            ],
            **{
                f"articles:{name}": [reverse(f"articles:{name}", args=date_parts[:parts])]
                for parts, name in enumerate(("year", "month", "day"), 1)
            },
            **{
                f"articles:{kind}": [reverse(f"articles:{kind}", args=[slug]) for slug in found]
                for kind, found in slugs.items()
            },
            "search:search": [f"{reverse('search:search')}?q={word}" for word in asked],
            "sitemap_stories": [reverse("sitemap_stories", args=[part]) for part in (0, 1)],
            "reactions:result": [reverse("reactions:result", args=[one.pk]) for one in stories],
            "reactions:counts": [reverse("reactions:counts", args=[one.pk]) for one in stories],
            "reactions:press": [
                reverse("reactions:press", args=[one.pk, "heart"]) for one in stories
            ],
            "images:rendition": self.pictures,
            "pages:page": [reverse("pages:page", args=["about"])],
            "stylesheet": [reverse("stylesheet", args=["0"])],
            "wordpress:file": [reverse("wordpress:file", args=[1, "plan.pdf"])],
            "preview": [reverse("preview", args=["tainatoken"])],
        }  # fmt: skip


@pytest.fixture
def hidden():
    return Hidden()


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def said(response):
    """Return all that an answer says, without what was asked."""
    headers = {name: value for name, value in response.headers.items() if name != "Location"}
    return body_of(response).decode(errors="replace") + str(headers)


def found_in(response, path):
    """Return the hidden words of an answer; a search repeats the question, which is no secret."""
    return {word for word in SECRET.findall(said(response)) if word not in path}


def test_nothing_hidden_is_said_at_any_public_address(client, hidden):
    token = PreviewLink.objects.hand_out(hidden.stories["held"], by=hidden.chief)[1]
    hidden.chief.is_superuser = True
    hidden.chief.save()
    # Somebody with a link has just looked: nothing of that stays anywhere.
    assert "tainaheldbody" in Client().get(f"/preview/{token}/").content.decode()
    leaks, addresses = {}, hidden.addresses()
    public = {name for name, _path, _view in matrix.addresses(below="")} - {"admin:"}
    swept = {name for name in public if not name.startswith(OF_THE_DESK)}
    assert set(addresses) == swept, "a new public address is missing here"
    for paths in addresses.values():
        for path in paths:
            response = client.get(path)
            assert response.status_code < 500, path
            if words := found_in(response, path):
                leaks[path] = words
    assert leaks == {}


def test_what_is_hidden_answers_as_if_it_were_not_there(client, hidden):
    on = timezone.localdate()
    for state, story in hidden.stories.items():
        path = f"/{on:%Y/%m/%d}/{story.slug}/"
        assert client.get(path).status_code == (410 if state == "withdrawn" else 404), state
        for kind in ("reactions/", "reactions.json"):
            answer = client.get(f"/articles/{story.pk}/{kind}")
            nothing = client.get(f"/articles/999999/{kind}")
            assert (answer.status_code, answer.content) == (404, nothing.content), (state, kind)
        for place in ("", "/sah", "/en"):
            tag = f"{place}/tag/taina{state}tag/"
            assert client.get(tag).status_code == 404, tag
        for form in ("feed/", "feed/atom/", "feed.json"):
            assert client.get(f"/tag/taina{state}tag/{form}").status_code == 404, form
    assert client.get("/tag/tainanewertag/").status_code == 404
    for picture in hidden.pictures:
        assert client.get(picture).status_code == 404


def test_what_is_published_appears_and_what_is_withdrawn_is_gone_from_every_copy(client, hidden):
    """Whoever kept a copy is never told that it is still good."""
    story = hidden.live
    paths = [
        "/", story.get_absolute_url(), "/feed/", "/feed/atom/", "/feed.json", "/rubric/dorogi/",
        "/rubric/dorogi/feed/", "/author/koryakina/", "/tag/tainanewertag/",
        "/tag/tainanewertag/feed/", "/news-sitemap.xml", "/search/?q=tainanewerbody",
    ]  # fmt: skip
    before = {path: client.get(path) for path in paths}
    story.publish(by=hidden.chief)
    story.refresh_from_db()
    moved = {paths[1]: story.get_absolute_url()}
    shown = {path: _again(client, moved.get(path, path), before[path]) for path in paths}
    for path, response in shown.items():
        assert response.status_code == 200, path
        assert SECRET.search(said(response)), path
    assert client.get(hidden.pictures[-1]).status_code == 200
    story.withdraw(by=hidden.chief, note="Ошибка")
    for path, response in shown.items():
        gone = _again(client, moved.get(path, path), response)
        assert gone.status_code in (200, 404, 410), path
        assert found_in(gone, moved.get(path, path)) == set(), path
    assert client.get(hidden.pictures[-1]).status_code == 404


def _again(client, path, copy):
    """Ask once more, as whoever kept `copy` asks."""
    kept = {
        asked: copy.headers[told]
        for asked, told in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
        if told in copy.headers
    }
    return client.get(path, headers=kept)
