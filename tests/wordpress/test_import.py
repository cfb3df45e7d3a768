"""What becomes of posts, pages and people of the old site."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Author, Rubric, Status, StatusChange, Tag
from pages.models import Page
from reactions import recounting
from reactions.models import Tally
from search import rebuilding
from wordpress.models import Kind, Origin, Source

from .moving import author, bring, category, export, label, meta, post

pytestmark = pytest.mark.django_db

NINA = author("nina", "Нина Попова")


def test_nothing_is_published_unless_somebody_says_so(tmp_path):
    _report, status, _said = bring(tmp_path, export(post()))
    story = Article.objects.get()
    assert (story.status, story.published_at, status) == (Status.DRAFT, None, 0)


def test_what_was_public_is_published_as_of_its_day_and_silently(tmp_path, mailoutbox):
    bring(tmp_path, export(post(), before=NINA), publish=True)
    story = Article.objects.get()
    assert story.status == Status.PUBLISHED
    assert story.published_at == datetime.datetime(2014, 5, 6, 9, 10, tzinfo=datetime.UTC)
    assert story.get_absolute_url() == "/2014/05/06/led-7/"
    assert story.history.get().status_after == Status.PUBLISHED
    assert not mailoutbox


HIDDEN = {
    "draft": {"status": "draft"},
    "pending": {"status": "pending"},
    "private": {"status": "private"},
    "future": {"status": "future", "post_date_gmt": "2035-01-01 00:00:00"},
    "publish, but later": {"post_date_gmt": "2035-01-01 00:00:00"},
    "password": {"post_password": "secret"},
    "unknown": {"status": "sold"},
}
WITHHELD = {
    "of another age": {
        "post_date": "1605-01-01 00:00:00",
        "post_date_gmt": "1605-01-01 00:00:00",
    },
    "without a date": {"post_date": "0000-00-00 00:00:00", "post_date_gmt": "0000-00-00 00:00:00"},
}


@pytest.mark.parametrize("name", [*HIDDEN, *WITHHELD])
def test_what_readers_did_not_see_there_they_do_not_see_here(tmp_path, client, name):
    fields = (HIDDEN | WITHHELD)[name]
    report, status, _said = bring(tmp_path, export(post(**fields)), publish=True)
    story = Article.objects.get()
    assert (story.status, story.trashed_at, status) == (Status.DRAFT, None, name in WITHHELD)
    assert len(report["hidden"]) == 1
    assert report["hidden"][0]["line"] > 1
    assert "Лёд на Лене" not in client.get("/").content.decode()


def test_what_readers_saw_without_a_date_is_a_loss_until_the_desk_decides(tmp_path):
    texts = [
        export(post(7, **fields), post(8, status="draft", **fields)) for fields in WITHHELD.values()
    ]
    for publish in (False, True):
        report, status, _said = bring(tmp_path, texts[1], publish=publish)
        assert (report["missing_of_public"], status) == (1, 1)
        assert "опубликуйте" in report["hidden"][0]["why"].lower()
    Article.objects.update(trashed_at=timezone.now())
    report, status, _said = bring(tmp_path, texts[1], publish=True)
    assert (report["missing_of_public"], status) == (0, 0)


def test_what_lay_in_the_trash_lies_in_ours(tmp_path):
    bring(tmp_path, export(post(status="trash")), publish=True)
    story = Article.objects.get()
    assert story.trashed_at and story.status == Status.DRAFT


def test_where_only_the_local_hour_is_known_it_is_the_papers(tmp_path):
    bring(tmp_path, export(post(post_date_gmt="0000-00-00 00:00:00")), publish=True)
    assert timezone.localtime(Article.objects.get().published_at).hour == 18


def test_an_imported_story_is_what_settling_it_would_make(tmp_path):
    labels = label("category", "novosti", "Новости") + label("post_tag", "led", "Лёд")
    before = NINA + category("novosti", "Новости")
    body = "<p>Лёд <b>стал</b>.</p><ul><li>раз</li></ul>[gallery]"
    bring(tmp_path, export(post(content=body, more=labels), before=before), publish=True)
    names = ("compiled_body", "excerpt", "words", "rubric_ids")
    written = Article.objects.values(*names).get()
    assert Article.objects.get().missing() == {}
    Article.objects.get().settle()
    assert Article.objects.values(*names).get() == written
    Article.objects.get().full_clean()


def test_lists_numbers_search_and_reactions_are_right_after_an_import(tmp_path, client):
    labels = label("category", "sport", "Спорт") + label("post_tag", "led", "Лёд")
    before = NINA + category("novosti", "Новости") + category("sport", "Спорт", "novosti", 4)
    posts = [
        post(number, f"Новость {number}", more=labels + meta("_post_like_count", str(number)))
        for number in range(1, 8)
    ]
    bring(tmp_path, export(*posts, before=before), publish=True)
    for command in ("rebuild_lists", "rebuild_search", "rebuild_desk_search", "recount_reactions"):
        call_command(command, check=True)
    assert not any(rebuilding.differing(*span) for span in rebuilding.chunks())
    assert recounting.differences() == []
    assert sorted(Tally.objects.values_list("base", flat=True)) == list(range(1, 8))
    for address in ("/rubric/novosti/", "/rubric/sport/", "/tag/led/", "/2014/05/06/"):
        assert "Новость 7" in client.get(address).content.decode(), address


def test_people_are_names_in_print_and_nobody_gets_a_login(tmp_path, django_user_model):
    guest = post(
        90, "Гость", post_type="guest-author", post_name="cap-ivan",
        more=meta("cap-user_login", "ivan") + meta("cap-display_name", "Иван Винокуров"),
    )  # fmt: skip
    both = label("author", "cap-ivan", "ivan") + label("author", "cap-nina", "nina")
    bring(tmp_path, export(guest, post(more=both), post(8), before=NINA), publish=True)
    names = [
        [byline.author.name for byline in story.bylines.all()]
        for story in Article.objects.order_by("slug")
    ]
    assert names == [["Иван Винокуров", "Нина Попова"], ["Нина Попова"]]
    assert not django_user_model.objects.exists()
    assert not Author.objects.exclude(email="").exists()


def test_a_list_of_authors_renames_and_merges(tmp_path):
    table = tmp_path / "authors.csv"
    table.write_text("login;name;same_as;address\nnina;Нина Егорова;;nina-e\nn.popova;;nina;\n")
    before = NINA + author("n.popova", "Нина П.", 2)
    bring(tmp_path, export(post(), post(8, creator="n.popova"), before=before), authors=table)
    only = Author.objects.get()
    assert (only.name, only.slug, only.articles.count()) == ("Нина Егорова", "nina-e", 2)


@pytest.mark.parametrize(
    "text", ["name\nНина\n", "login,who\nnina,x\n", "login,name\nnina\n", "login,same_as\nn,n\n"]
)
def test_a_list_of_authors_that_says_nothing_is_refused_by_a_sentence(tmp_path, text):
    table = tmp_path / "authors.csv"
    table.write_text(text)
    with pytest.raises(CommandError, match="авторов"):
        bring(tmp_path, export(post()), authors=table)
    assert not Article.objects.exists()


@pytest.mark.parametrize("by_name", [True, False])
def test_a_category_that_is_a_place_makes_a_story_important(tmp_path, by_name):
    labels = label("category", "glavnoe", "Главное") + label("category", "novosti", "Новости")
    posts = [post(more=labels), post(8, is_sticky="1"), post(9)]
    named = ["главное"] if by_name else ["glavnoe"]
    bring(tmp_path, export(*posts), front_page_category=named, publish=True)
    assert list(Article.objects.order_by("slug").values_list("importance", flat=True)) == [4, 5, 3]
    assert [rubric.name for rubric in Rubric.objects.all()] == ["Новости"]


def test_a_place_that_the_export_does_not_have_is_refused_before_anything_is_written(tmp_path):
    labels = label("category", "novosti", "Новости")
    with pytest.raises(CommandError, match=r"«Главнае».*Новости \(novosti\)"):
        bring(tmp_path, export(post(more=labels)), front_page_category=["Главнае"])
    assert not any(model.objects.exists() for model in (Article, Author, Rubric, Origin))


def test_a_rubric_of_an_earlier_run_that_is_a_place_is_named_and_left(tmp_path, client):
    text = export(post(more=label("category", "glavnoe", "Главное")))
    bring(tmp_path, text, publish=True)
    for _time in range(2):
        options = {"publish": True, "front_page_category": ["Главное"]}
        report, status, _said = bring(tmp_path, text, **options)
        assert [found["what"] for found in report["warning"]] == ["Главное"] and status == 0
        assert not Article.objects.get().rubrics.exists()
        assert Article.objects.get().importance == 4
        assert client.get("/category/glavnoe/").headers["Location"] == "/"


def test_what_the_paper_has_already_is_joined(tmp_path):
    mine = Rubric.objects.create(name="Новости", slug="novosti")
    tag = Tag.objects.create(name="лёд", slug="o-lde")
    person = Author.objects.create(name="Нина Попова", slug="popova")
    labels = label("category", "novosti", "Новости дня") + label("post_tag", "led", "Лёд")
    bring(tmp_path, export(post(more=labels), before=NINA), publish=True)
    story = Article.objects.get()
    assert [*story.rubrics.all(), *story.tags.all(), *story.authors.all()] == [mine, tag, person]


def test_lead_seo_and_old_hours_come_along(tmp_path):
    more = (
        meta("_yoast_wpseo_title", "%%title%% %%sep%% на реке")
        + meta("_yoast_wpseo_metadesc", "Река стала раньше.")
        + meta("_yoast_wpseo_canonical", "https://elsewhere.example/led/")
    )
    excerpt = "Река <b>ст<i>ала</i></b><br>&amp; спит."
    bring(tmp_path, export(post(excerpt=excerpt, more=more)), publish=True)
    story = Article.objects.get()
    assert story.lead == "Река стала & спит."
    assert story.seo_title == "Лёд на Лене — на реке"
    assert story.seo_description == "Река стала раньше."
    assert story.canonical_url == "https://elsewhere.example/led/"


def test_no_word_of_what_is_too_long_is_lost(tmp_path):
    title = "Слово " * 60
    excerpt = "Начало " * 200
    report, _status, _said = bring(tmp_path, export(post(title=title, excerpt=excerpt)))
    story = Article.objects.get()
    assert len(story.headline) <= 200 and story.lead == ""
    assert story.body.count("Слово") == 60 and story.body.count("Начало") == 200
    assert len(report["warning"]) == 1


def test_addresses_in_cyrillic_become_latin_and_are_free(tmp_path):
    slug = "%d0%bb%d1%91%d0%b4"
    link = f"https://old.example/blog/2014/05/06/{slug}"
    posts = [post(7, post_name=slug, link=f"{link}/"), post(8, post_name=slug, link=f"{link}-2/")]
    bring(tmp_path, export(*posts), publish=True)
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["led", "led-2"]


def test_of_the_same_second_the_older_post_has_the_plain_address(tmp_path):
    slug = "%d0%bb%d1%91%d0%b4"
    posts = [post(number, post_name=slug) for number in (9, 7, 8)]
    for files in ([export(*posts)], [export(one) for one in reversed(posts)]):
        with transaction.atomic():
            bring(tmp_path, *files, publish=True)
            slugs = dict(Article.objects.values_list("pk", "slug"))
            assert {
                source.key: slugs[source.object_id]
                for source in Source.objects.filter(kind=Kind.STORY)
            } == {"item/7": "led", "item/8": "led-2", "item/9": "led-3"}
            transaction.set_rollback(True)


def test_pages_become_pages_and_wait_where_they_were_not_public(tmp_path, client):
    posts = [
        post(20, "О газете", post_type="page", post_name="about", content="<p>Мы.</p>"),
        post(21, "Черновик", post_type="page", post_name="plan", status="draft"),
        post(22, "Поиск", post_type="page", post_name="search"),
    ]
    bring(tmp_path, export(*posts), publish=True)
    assert "<p>Мы.</p>" in client.get("/about/").content.decode()
    assert client.get("/plan/").status_code == 404
    assert Page.objects.get(title="Поиск").get_absolute_url() == "/page-search/"
    assert not Article.objects.exists()


def test_without_publishing_pages_wait_too(tmp_path, client):
    text = export(post(20, "О газете", post_type="page", post_name="about"))
    bring(tmp_path, text)
    assert client.get("/about/").status_code == 404
    bring(tmp_path, text, publish=True)
    assert client.get("/about/").status_code == 200


def test_drafts_of_a_first_run_are_published_by_a_second_that_says_so(tmp_path):
    text = export(post(), post(8, status="private"), before=NINA)
    bring(tmp_path, text)
    report, _status, _said = bring(tmp_path, text, publish=True)
    assert sorted(Article.objects.values_list("status", flat=True)) == ["draft", "published"]
    assert Article.objects.published().get().get_absolute_url() == "/2014/05/06/led-7/"
    assert report["kinds"]["stories"]["changed"] == 1
    assert StatusChange.objects.count() == 2
    call_command("rebuild_lists", check=True)


def test_a_kind_of_post_that_nobody_knows_is_a_loss_until_somebody_says_what_it_is(tmp_path):
    text = export(post(7, post_type="news"), post(8, post_type="revision", status="inherit"))
    report, status, _said = bring(tmp_path, text, publish=True)
    assert status == 1 and len(report["skipped"]) == 2
    assert "--post-type news" in report["skipped"][0]["why"]
    _report, status, _said = bring(tmp_path, text, publish=True, post_type=["news"])
    assert status == 0 and Article.objects.published().count() == 1


def test_a_rehearsal_says_the_same_and_writes_nothing(tmp_path):
    labels = label("category", "novosti", "Новости") + label("post_tag", "led", "Лёд")
    text = export(post(more=labels), post(9, post_type="page"), before=NINA)
    rehearsed, *_rest = bring(tmp_path, text, publish=True, dry_run=True)
    assert not any(model.objects.exists() for model in (Article, Author, Rubric, Tag, Page))
    real, *_rest = bring(tmp_path, text, publish=True)
    assert rehearsed["kinds"] == real["kinds"]
    assert rehearsed["hidden"] == real["hidden"]
    assert rehearsed["addresses"] == real["addresses"]


def test_a_broken_file_leaves_everything_as_it_was(tmp_path):
    good, bad = export(post()), export(post(8))[:-40]
    with pytest.raises(CommandError, match=r"строка \d+") as refusal:
        bring(tmp_path, good, bad)
    assert "export-1.xml" in str(refusal.value)
    assert not Article.objects.exists()


def test_a_bad_item_never_stops_the_others(tmp_path, monkeypatch):
    from wordpress import stories

    def convert(content, *rest):
        if "взрыв" in content:
            raise RuntimeError("взрыв")
        return real(content, *rest)

    real = stories.convert
    monkeypatch.setattr(stories, "convert", convert)
    text = export(post(7), post(8, content="взрыв"), post(9))
    report, status, _said = bring(tmp_path, text, publish=True)
    assert Article.objects.count() == 2 and status == 1
    assert report["skipped"][0]["line"] > 10


def test_comments_are_counted_and_nothing_of_them_is_kept(tmp_path):
    comment = (
        "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author_email>a@b.example"
        "</wp:comment_author_email><wp:comment_content>Привет</wp:comment_content>"
        "<wp:comment_approved>1</wp:comment_approved></wp:comment>"
    )
    text = export(post(more=comment), post(8))
    # The parts of one export overlap; what stands in two of them counts once.
    report, _status, said = bring(tmp_path, text, text, publish=True)
    assert report["comments"]["approved"] == 1
    assert report["post_types"] == {"post": 2}
    assert "a@b.example" not in said + (tmp_path / "report" / "report.html").read_text()
