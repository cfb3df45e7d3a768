"""A newsroom of our kind moves in: what stood beside a story, and what waited over it."""

import pytest

from articles.models import Article
from articles.models.revision import content_of
from wordpress.models import Kind, Source

from .moving import author, bring, export, meta, post

pytestmark = pytest.mark.django_db
PEOPLE = author("nina", "Нина Попова", 1)
LIVE = post(7, "Лёд")


def waiting(number=2, of=7, title="Лёд тает", hour="-", note="", **fields):
    """Return a text that waited over the story `of`."""
    mark = f"https://old.example/blog/?p={of}&amp;revision={number}"
    said = {"post_type": "revision", "status": "inherit", "post_parent": str(of)} | fields
    more = meta("_newsroom_revision", f"{hour} {note}") + said.pop("more", "")
    return post("", title, link=mark, guid=mark, more=more, post_name="led-7", **said)


def kinds(report):
    return report["kinds"]["newer"]


def headlines(story):
    return list(story.revisions.order_by("number").values_list("content__headline", flat=True))


def bring_public(tmp_path, *posts):
    return bring(tmp_path, export(*posts, before=PEOPLE), publish=True)


def test_readers_go_on_reading_what_they_read(tmp_path, client):
    text = waiting(content="<p>Лёд тает.</p>", excerpt="Скоро", note="К маю")
    report, status, _said = bring_public(tmp_path, LIVE, text)
    story = Article.objects.get()
    assert (story.headline, status, kinds(report)["new"]) == ("Лёд", 0, 1)
    assert (story.newest, story.live, story.has_newer_draft) == (2, 1, True)
    newest = story.newest_revision()
    assert (newest.content["headline"], newest.content["lead"]) == ("Лёд тает", "Скоро")
    assert (newest.note, newest.made_at.year) == ("К маю", 2014)
    assert "тает" not in client.get(story.get_absolute_url()).content.decode()


def test_again_nothing_is_there_twice_and_what_was_written_since_comes_on_top(tmp_path):
    bring_public(tmp_path, LIVE, waiting(2))
    report, status, _said = bring_public(tmp_path, LIVE, waiting(2))
    assert (kinds(report), status) == ({"in_export": 1, "here": 1, "same": 1}, 0)
    assert report["kinds"]["stories"]["same"] == 1
    bring_public(tmp_path, LIVE, waiting(2), waiting(3, title="Льда нет"))
    assert headlines(Article.objects.get()) == ["Лёд", "Лёд тает", "Льда нет"]


def test_what_was_edited_here_is_left(tmp_path):
    bring_public(tmp_path, LIVE)
    story = Article.objects.get()
    story.revise(content_of(story) | {"headline": "Наш лёд"}, by=None, seen=0)
    report, _status, _said = bring_public(tmp_path, LIVE, waiting())
    assert headlines(story) == ["Лёд", "Наш лёд"]
    assert kinds(report)["conflict"] == 1 and report["conflict"][0]["what"] == "revision: Лёд тает"


def test_over_a_draft_nothing_waits_until_it_is_public(tmp_path):
    report, _status, _said = bring(tmp_path, export(LIVE, waiting(), before=PEOPLE))
    assert Article.objects.get().newest == 0 and "--publish" in report["warning"][0]["why"]
    bring_public(tmp_path, LIVE, waiting())
    story = Article.objects.published().get()
    assert headlines(story) == ["Лёд", "Лёд тает"]


@pytest.mark.parametrize("parent", ["8", "0", "-1", "x"])
def test_what_waits_over_nothing_is_named(tmp_path, parent):
    report, status, _said = bring_public(tmp_path, LIVE, waiting(post_parent=parent))
    assert Article.objects.get().newest == 0 and status == 0
    assert "revision: Лёд тает" in {found["what"] for found in report["skipped"]}


def test_a_revision_of_any_wordpress_is_nobodys_reading(tmp_path):
    plain = post(8, "Черновик", post_type="revision", status="inherit", post_parent="7")
    report, _status, _said = bring_public(tmp_path, LIVE, plain)
    assert Article.objects.get().newest == 0 and "newer" not in report["kinds"]
    assert not Source.objects.filter(kind=Kind.NEWER).exists()


def test_a_rehearsal_says_the_same_and_keeps_nothing(tmp_path):
    text = export(LIVE, waiting(), before=PEOPLE)
    bring(tmp_path, export(LIVE, before=PEOPLE), publish=True)
    report, _status, _said = bring(tmp_path, text, publish=True, dry_run=True)
    assert kinds(report)["new"] == 1
    assert Article.objects.get().newest == 0


def beside(*numbers):
    return "".join(meta("_newsroom_related", number) for number in numbers)


def related(story):
    return [one.related.headline for one in story.related_stories.all()]


def test_stories_stand_beside_each_other_in_their_order_wherever_they_are(tmp_path, client):
    posts = [
        post(7, "Лёд", more=beside(9, 8, 7, 99, 9, "x")),
        post(8, "Мост", post_date_gmt="2014-05-07 09:10:00"),
        post(9, "Паром", post_date_gmt="2014-05-08 09:10:00"),
    ]
    bring_public(tmp_path, *posts)
    story = Article.objects.get(headline="Лёд")
    assert related(story) == ["Паром", "Мост"]
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.index("Паром") < page.index("Мост")
    report, _status, _said = bring_public(tmp_path, *posts)
    assert report["kinds"]["stories"]["same"] == 3 and related(story) == ["Паром", "Мост"]


def test_what_an_editor_put_beside_a_story_here_stays(tmp_path):
    posts = [post(7, "Лёд", more=beside(8)), post(8, "Мост"), post(9, "Паром")]
    bring_public(tmp_path, *posts)
    story, other = (Article.objects.get(headline=name) for name in ("Лёд", "Паром"))
    story.set_related([other])
    bring_public(tmp_path, *posts)
    assert related(story) == ["Паром"]
