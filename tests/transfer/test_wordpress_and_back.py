"""Out as WXR and in again: the same stories, as readers know them."""

import datetime
import io
import re
import shutil

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from articles import html
from articles.models import Action, Article, Rubric, Status
from images.models import Image
from tests.wordpress.moving import bring
from transfer.wxr import write
from wordpress.models import KeptFile

from .paper import forget_everything, make_paper

END = timezone.now().replace(microsecond=0) + datetime.timedelta(days=9)
pytestmark = pytest.mark.django_db


@pytest.fixture
def there_and_back(settings, tmp_path):
    """Let the paper move out and in again; return what it said before."""
    settings.SITE_URL = "https://paper.example"
    stories = make_paper()
    stories["gallery"].schedule(Action.WITHDRAW, END, by=None)
    before = told(), library()
    write(tmp_path / "p.xml", uploads=tmp_path / "uploads", stream=io.StringIO())
    shutil.rmtree(storages["originals"].location)
    forget_everything()
    file = (tmp_path / "p.xml").read_bytes()
    report, status, _said = bring(tmp_path, file, uploads=tmp_path / "uploads", publish=True)
    assert status == 0, report
    return before, report


def told():
    """Return `{headline: what readers know of it}` of every story, pictures by their content."""
    hashes = dict(Image.objects.values_list("pk", "content_hash"))
    plan = KeptFile.objects.get()
    return {
        # An import makes one space of whatever else keeps words apart.
        " ".join(story.headline.split()): {
            "lead": story.lead,
            "body": re.sub(
                r'data-file="(\d+)"', lambda m: hashes[int(m[1])][:8], html.clean(story.body)
            ).replace(plan.get_absolute_url(), "(plan)"),
            "picture": hashes.get(story.picture_id),
            "names": [line.author.name for line in story.bylines.all()],
            "rubrics": [place.rubric.slug for place in story.placements.all()],
            "tags": sorted(story.tags.names()),
            "slug": story.slug,
            "language": story.language,
            "published_at": story.published_at and story.published_at.replace(microsecond=0),
            "address": story.published_on and story.get_absolute_url(),
            "is_public": story.status == Status.PUBLISHED,
            "is_withdrawn": (story.status == Status.WITHDRAWN, story.withdrawal_note),
            "original": story.translation_of and story.translation_of.headline,
            "hold": (story.is_held, story.held_until, story.hold_note),
            "ends_at": story.schedules.filter(action="withdraw")
            .values_list("at", flat=True)
            .first(),
        }
        for story in Article.objects.order_by("pk")
    }


def library():
    return {
        image.content_hash: (image.alt, image.caption, image.credit)
        for image in Image.objects.all()
    }


def test_the_same_stories_stand_at_the_same_addresses_and_no_others_are_public(
    there_and_back, tmp_path, client
):
    (before, pictures), report = there_and_back
    after = told()
    assert after.keys() == before.keys()
    for headline, story in before.items():
        same = story.keys()
        if not (story["is_public"] or story["is_withdrawn"][0]):
            # A draft has no hour there, and nobody knows yet what it is about.
            same = ("is_public", "is_withdrawn", "lead", "body", "names", "rubrics", "slug", "hold")
        assert {name: after[headline][name] for name in same} == {
            name: story[name] for name in same
        }
    assert sum(story["is_public"] for story in after.values()) == 4
    assert Rubric.objects.get(name="Театр").parent.name == "Культура"
    assert library() == pictures
    assert (report["skipped"], report["missing"]) == ([], [])
    file = (tmp_path / "p.xml").read_bytes()
    bring(tmp_path, file, uploads=tmp_path / "uploads", publish=True)
    assert told() == after
    withdrawn = Article.objects.get(headline="Отозвано")
    answer = client.get(withdrawn.get_absolute_url())
    assert answer.status_code == 410 and "Ошибка в имени" in answer.content.decode()
