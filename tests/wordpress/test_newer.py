"""A newsroom of our kind moves in: what stood beside a story, and what waited over it."""

import re

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.models.revision import content_of
from images.models import Image
from pages.models import Page
from wordpress.models import Kind, Source

from .moving import author, bring, export, label, meta, post
from .test_uploads import photo

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
    assert newest.note == "К маю"
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
    assert Article.objects.get().newest == 0 and report["warning"]
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
    story.revise(
        content_of(story) | {"related": [{"id": other.pk, "name": "Паром"}]}, by=None, seen=0
    )
    story.publish(by=None, heeds_checklist=False)
    bring_public(tmp_path, *posts)
    assert related(story) == ["Паром"]


def test_what_came_there_later_or_is_another_by_now_follows(tmp_path):
    bring_public(tmp_path, post(7, "Лёд", more=beside(8, 9)), post(8, "Мост"))
    bring_public(tmp_path, post(7, "Лёд", more=beside(8, 9)), post(8, "Мост"), post(9, "Паром"))
    story = Article.objects.get(headline="Лёд")
    assert related(story) == ["Мост", "Паром"]
    bring_public(tmp_path, post(7, "Лёд", more=beside(9)), post(8, "Мост"), post(9, "Паром"))
    assert related(story) == ["Паром"]
    bring_public(tmp_path, post(7, "Лёд тает", more=beside(8)), post(8, "Мост"), post(9, "Паром"))
    assert related(story) == ["Мост"]


def test_of_two_with_one_number_each_keeps_its_own(tmp_path):
    second = post(7, "Б", guid="https://old.example/other", post_name="b", more=beside(9))
    posts = [post(7, "А", more=beside(8)), second, post(8, "Мост"), post(9, "Паром")]
    bring_public(tmp_path, *posts)
    assert related(Article.objects.get(headline="А")) == ["Мост"]
    assert related(Article.objects.get(headline="Б")) == []


def test_no_number_of_neighbours_is_too_many(tmp_path):
    posts = [
        post(number, f"{number}", more=beside(*range(100 * number, 100 * number + 5000)))
        for number in range(1, 13)
    ]
    _report, status, _said = bring_public(tmp_path, *posts)
    assert Article.objects.published().count() == 12 and status == 0


HOUR = "2030-01-01T00:00:00+00:00"


def test_when_one_of_them_appeared_there_the_other_waits_on(tmp_path):
    bring_public(tmp_path, LIVE, waiting(2, title="Завтра", hour=HOUR), waiting(3, title="Потом"))
    bring_public(tmp_path, post(7, "Завтра"), waiting(3, title="Потом"))
    story = Article.objects.get()
    assert (story.headline, story.has_newer_draft) == ("Завтра", True)
    assert story.newest_revision().content["headline"] == "Потом"
    report, _status, _said = bring_public(tmp_path, post(7, "Завтра"), waiting(3, title="Потом"))
    assert kinds(report)["same"] == 1 and story.revisions.count() == story.newest


def test_a_correction_there_does_not_bury_it(tmp_path):
    bring_public(tmp_path, LIVE, waiting())
    bring(tmp_path, export(post(7, "Лёд, уточнено"), waiting(), before=PEOPLE))
    assert Article.objects.get().newest_revision().content["headline"] == "Лёд тает"


def test_whoever_tidies_up_leaves_what_is_still_to_be_planned(tmp_path):
    bring_public(tmp_path, LIVE, waiting(2, title="Завтра", hour=HOUR), waiting(3, title="Потом"))
    call_command("purge_revisions")
    assert headlines(Article.objects.get()) == ["Лёд", "Завтра", "Потом"]


def test_a_story_published_at_the_desk_as_it_came_was_not_edited(tmp_path):
    bring(tmp_path, export(LIVE, waiting(), before=PEOPLE))
    Article.objects.get().publish(by=None, heeds_checklist=False)
    bring_public(tmp_path, LIVE, waiting())
    assert headlines(Article.objects.get()) == ["Лёд", "Лёд тает"]


def test_a_rehearsal_of_the_first_move_says_the_same(tmp_path):
    text = export(LIVE, waiting(), waiting(of=99), before=PEOPLE)
    report, _status, _said = bring(tmp_path, text, publish=True, dry_run=True)
    assert kinds(report)["new"] == 1 and len(report["skipped"]) == 1
    report, _status, _said = bring(tmp_path, text, dry_run=True)
    assert "new" not in kinds(report) and len(report["warning"]) == 1


def test_what_stands_beside_it_is_what_it_says_itself(tmp_path):
    sakha = post(8, "Муус", more=label("language", "sah"))
    text = waiting(more=meta("_newsroom_translation_of", 8))
    bring_public(tmp_path, post(7, "Лёд", more=beside(8)), sakha, text)
    content = Article.objects.get(headline="Лёд").newest_revision().content
    assert (content["related"], content["translation_of"]["name"]) == ([], "Муус")


def drawn(name):
    return (
        f'<figure><img src="https://old.example/blog/wp-content/uploads/2014/05/{name}"></figure>'
    )


def test_a_picture_that_was_missing_comes_with_the_next_run(tmp_path):
    photo(tmp_path / "uploads/2014/05/a.jpg", "red")
    text = export(LIVE, waiting(content=drawn("a.jpg")), before=PEOPLE)
    bring(tmp_path, text, publish=True)
    report, _status, _said = bring(tmp_path, text, publish=True, uploads=tmp_path / "uploads")
    story = Article.objects.get()
    assert "data-file" in story.newest_revision().content["body"]
    assert kinds(report)["changed"] == 1
    report, _status, _said = bring(tmp_path, text, publish=True, uploads=tmp_path / "uploads")
    assert kinds(report)["same"] == 1 and story.revisions.count() == 3


def test_a_text_that_cannot_be_saved_takes_no_picture_from_another(tmp_path, monkeypatch):
    for name, colour in (("a.jpg", "red"), ("b.jpg", "blue")):
        photo(tmp_path / "uploads/2014/05" / name, colour)
    revise = Article.revise

    def fail_once(self, content, **how):
        if content["headline"] == "Лёд тает":
            raise ValueError("no")
        return revise(self, content, **how)

    monkeypatch.setattr(Article, "revise", fail_once)
    page = post(20, "О нас", post_type="page", content=drawn("a.jpg"))
    texts = [waiting(2, content=drawn("a.jpg")), waiting(3, title="Б", content=drawn("b.jpg"))]
    text = export(LIVE, *texts, page, before=PEOPLE)
    report, _status, _said = bring(tmp_path, text, publish=True, uploads=tmp_path / "uploads")
    assert [found["what"] for found in report["skipped"]] == ["revision: Лёд тает"]
    shown = re.search(r'data-file="(\d+)"', Page.objects.get(title="О нас").body)
    assert Image.objects.get(pk=shown[1]).title == "a"


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000, "x"])
def test_numbers_without_measure_are_none(tmp_path, number):
    text = waiting(more=meta("_thumbnail_id", number), post_date_gmt="9999-99-99 00:00:00")
    page = post(20, "О нас", post_type="page", more=meta("_thumbnail_id", number))
    report, _status, _said = bring_public(tmp_path, LIVE, text, page)
    assert kinds(report)["new"] == 1 and report["warning"] and Page.objects.count() == 1
