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
from articles.models.revision import PLAIN
from images.models import Image
from tests.wordpress.moving import bring
from transfer.wxr import write
from wordpress.models import KeptFile

from .paper import forget_everything, make_paper

END = timezone.now().replace(microsecond=0) + datetime.timedelta(days=9)
pytestmark = pytest.mark.django_db
AS_THEY_ARE = [name for name in PLAIN if name not in ("headline", "body")]


@pytest.fixture
def there_and_back(settings, tmp_path):
    """Let the paper move out and in again; return what it said before."""
    settings.SITE_URL = "https://paper.example"
    stories = make_paper()
    stories["gallery"].schedule(Action.WITHDRAW, END, by=None)
    stories["newer"].schedule(Action.UPDATE, END, by=None)
    write_on(stories["newer"], stories["gallery"], stories["moved"])
    before = told(), library()
    write(tmp_path / "p.xml", uploads=tmp_path / "uploads", stream=io.StringIO())
    shutil.rmtree(storages["originals"].location)
    forget_everything()
    file = (tmp_path / "p.xml").read_bytes()
    report, status, _said = bring(tmp_path, file, uploads=tmp_path / "uploads", publish=True)
    assert status == 0, report
    return before, report


def write_on(story, *others):
    """Let another text wait over `story`, after the one that is planned, with `others` beside."""
    next_one = story.edited()
    next_one.relations.related = list(others)
    next_one.relations.bylines = [(others[0].bylines.first().author, "photo")]
    next_one.relations.tags = list(others[0].tags.all())
    next_one.relations.rubrics = [place.rubric for place in others[0].placements.all()]
    content = next_one.relations.content_of(next_one) | {
        "kicker": "Лёд", "lead": "Завтра.", "body": others[0].body, "slug": "pogoda-zavtra",
        "importance": 5, "has_reactions": False, "age_mark": "12+", "seo_title": "Погода завтра",
    }  # fmt: skip
    story.revise(content, by=None, seen=story.newest, note="К утру")


def told():
    """Return `{headline: what readers know of it}` of every story, pictures by their content."""
    hashes = dict(Image.objects.values_list("pk", "content_hash"))
    plan = KeptFile.objects.get()
    return {
        # An import makes one space of whatever else keeps words apart.
        " ".join(story.headline.split()): {
            **{name: getattr(story, name) for name in AS_THEY_ARE},
            "body": text_of(story, hashes, plan),
            "picture": hashes.get(story.picture_id),
            "names": [(line.author.name, line.role) for line in story.bylines.all()],
            "rubrics": [place.rubric.slug for place in story.placements.all()],
            "tags": sorted(story.tags.names()),
            "related": [beside.related.headline for beside in story.related_stories.all()],
            "corrections": [
                (one.made_at.replace(microsecond=0), one.text) for one in story.corrections.all()
            ],
            "numbers": {tally.emoji.slug: tally.counted for tally in story.tallies.all()},
            "published_at": story.published_at and story.published_at.replace(microsecond=0),
            "address": story.published_on and story.get_absolute_url(),
            "is_public": story.status == Status.PUBLISHED,
            "is_withdrawn": (story.status == Status.WITHDRAWN, story.withdrawal_note),
            "original": story.translation_of and story.translation_of.headline,
            "hold": (story.is_held, story.held_until, story.hold_note),
            "ends_at": story.schedules.filter(action="withdraw")
            .values_list("at", flat=True)
            .first(),
            "newer": story.has_newer_draft and next_of(story.edited(), hashes, plan),
        }
        for story in Article.objects.order_by("pk")
    }


def text_of(story, hashes, plan):
    """Return the text of a story with its pictures and its document named by what they are."""
    named = re.sub(r'data-file="(\d+)"', lambda m: hashes[int(m[1])][:8], html.clean(story.body))
    return named.replace(plan.get_absolute_url(), "(plan)")


def next_of(story, hashes, plan):
    """Return what readers will see of a story next. story: as `Article.edited` returns it."""
    found = story.relations
    return {
        **{name: getattr(story, name) for name in AS_THEY_ARE},
        "body": text_of(story, hashes, plan),
        "picture": found.picture and found.picture.content_hash,
        "names": [(author.name, role) for author, role in found.bylines],
        "rubrics": [rubric.slug for rubric in found.rubrics],
        "tags": sorted(tag.name for tag in found.tags),
        "related": [other.headline for other in found.related],
        "original": found.translation_of and found.translation_of.headline,
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
        assert after[headline] == story, headline
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


def test_what_waited_over_a_public_story_waits_here_too_and_is_planned_by_nobody(there_and_back):
    _before, report = there_and_back
    story = Article.objects.get(headline="Погода")
    first, planned, newest = story.revisions.order_by("number")
    assert (first.was_public, planned.was_public, newest.was_public) == (True, False, False)
    assert planned.content["headline"] == "Погода, уточнено"
    assert (planned.note, newest.note) == ("Уточнили", "К утру")
    assert story.live == 1 and not story.schedules.exists()
    assert report["kinds"]["newer"] == {"in_export": 2, "here": 2, "new": 2}
    (warning,) = report["warning"]
    hour = timezone.localtime(END).strftime("%d.%m.%Y %H:%M")
    assert warning["what"] == "Погода, уточнено" and hour in warning["why"]
