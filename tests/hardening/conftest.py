"""A small paper, and every kind of public address in it."""

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from images.renditions import url_of
from pages.models import Page
from paper.models import Paper
from tests.factories import make_author, make_rubric, publish_article
from tests.images.pictures import make_image
from tests.media import pictures_in

#: What readers and machines ask for, by name; `{story}` and the like are filled in by the paper.
ADDRESSES = {
    "front": "/",
    "front in Sakha": "/sah/",
    "story": "{story}",
    "story withdrawn": "{withdrawn}",
    "year": "/{year}/",
    "month": "/{year}/{month}/",
    "day": "/{year}/{month}/{day}/",
    "rubric": "/rubric/dorogi/",
    "rubric in Sakha": "/sah/rubric/dorogi/",
    "tag": "/tag/lyod/",
    "author": "/author/koryakina/",
    "corrections": "/corrections/",
    "imprint": "/imprint/",
    "plain page": "/about/",
    "stylesheet": "/paper-0.css",
    "search": "/search/",
    "search in English": "/en/search/",
    "feed": "/feed/",
    "Atom feed": "/feed/atom/",
    "JSON feed": "/feed.json",
    "feed of a rubric": "/rubric/dorogi/feed/",
    "feed of a tag": "/tag/lyod/feed.json",
    "feed of an author": "/sah/author/koryakina/feed/atom/",
    "sitemap": "/sitemap.xml",
    "sitemap of sections": "/sitemap-sections.xml",
    "sitemap of stories": "/sitemap-stories-0.xml",
    "news sitemap": "/news-sitemap.xml",
    "robots": "/robots.txt",
    "manifest": "/manifest.webmanifest",
    "counts": "/articles/{number}/reactions.json",
    "picture": "{picture}",
    "life": "/health/live",
    "readiness": "/health/ready",
    "metrics": "/metrics",
    "nowhere": "/no/such/place/",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def media(folder, settings):
    """All tests of a module have the same pictures."""
    with pictures_in(folder, settings):
        yield folder


@pytest.fixture(scope="module")
def addresses_of_the_module(django_db_setup, django_db_blocker, folder):
    """The paper is made once for each module: what a test changes of it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with pictures_in(folder, settings):
            found = print_a_paper()
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def addresses(addresses_of_the_module, db):
    """Return `{name: path}` of a paper in which every one of them leads somewhere."""
    return addresses_of_the_module


def print_a_paper():
    Paper(name="Зимник").save()
    Page.objects.create(slug="about", language="ru", title="О газете", body="<p>Газета.</p>")
    rubric, author = make_rubric(slug="dorogi"), make_author(slug="koryakina")
    picture = make_image(320, 200, alt="Лёд")
    story = publish_article(rubrics=[rubric], authors=[author], tags=["lyod"], picture=picture)
    publish_article("Өлүөнэ", language="sah", rubrics=[rubric], translation_of=story)
    withdrawn = publish_article("Ошибка", rubrics=[rubric])
    withdrawn.withdraw(by=None)
    on = story.published_on
    return {
        name: path.format(
            story=story.get_absolute_url(),
            withdrawn=withdrawn.get_absolute_url(),
            number=story.pk,
            picture=url_of(picture, "card"),
            year=on.year,
            month=f"{on.month:02}",
            day=f"{on.day:02}",
        )
        for name, path in ADDRESSES.items()
    }


@pytest.fixture
def client():
    """A reader to whom an error is an answer, as it is over the network."""
    return Client(raise_request_exception=False)
