"""Stories that begin from a template, and templates that are made of stories."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from accounts.models import User
from articles.merging import merge_tags
from articles.models import Article, Tag
from articles.models.revision import content_of
from desk.models import StoryTemplate
from desk.usual import add_usual
from images.models import Image
from images.usage import places_of
from tests.factories import make_article, make_rubric, publish_article
from tests.images.pictures import make_image

from .people import address_of, filled_in, make_person
from .test_writing import said

pytestmark = pytest.mark.django_db

TEMPLATES = "/admin/desk/storytemplate/"
USUAL = "/admin/templates/usual/"
LIST = "/admin/articles/article/"


def make_template(name="Погода", language="ru", **fields):
    return StoryTemplate.objects.create(name=name, language=language, **fields)


def begun_from(client, number):
    """Return the form of a new story that begins from template `number`."""
    page = client.get(address_of(), {"template": number})
    assert page.status_code == 200
    return page.context["adminform"].form


def sent_by(form):
    """Return what a browser sends of `form`, as it came."""
    names = [name for name, field in form.fields.items() if not field.disabled]
    sent = {name: form[name].value() for name in names}
    plain = {name: value for name, value in sent.items() if value not in (None, False)}
    return filled_in() | plain


def keep(client, story):
    return client.post(reverse("desk:keep_template", args=[story.pk]))


def test_a_form_opens_filled_in_and_nothing_is_saved_until_somebody_saves(client, sit):
    sit("reporter")
    town, weather = make_rubric("Город"), make_rubric("Погода")
    tag = Tag.objects.create(name="прогноз")
    template = make_template(
        kicker="Погода", headline="Погода на завтра", lead="Лид", body="<p>Ветер</p>",
        rubric_ids=[weather.pk, town.pk], tag_ids=[tag.pk], age_mark="6+", importance=1,
    )  # fmt: skip
    form = begun_from(client, template.pk)
    assert form["headline"].value() == "Погода на завтра"
    assert form["rubrics"].value() == [str(weather.pk), str(town.pk)]
    assert form["tags"].value() == "прогноз"
    assert not Article.objects.exists()

    client.post(f"{address_of()}?template={template.pk}", sent_by(form))
    story = Article.objects.get()
    assert (story.kicker, story.lead, story.body) == ("Погода", "Лид", "<p>Ветер</p>")
    assert (story.language, story.age_mark) == ("ru", "6+")
    assert list(story.rubrics.order_by("placements__position")) == [weather, town]
    assert list(story.tags.names()) == ["прогноз"]
    # Not a reporter's to choose; the template's editor chose it.
    assert story.importance == 1
    template.delete()
    story.refresh_from_db()
    assert story.headline == "Погода на завтра"


@pytest.mark.parametrize("number", ["", "0", "-1", "9" * 40, "x", "7777", "1 OR 1", "١"])
def test_an_unknown_number_opens_the_empty_form(client, sit, number):
    sit("reporter")
    make_template(headline="Погода")
    assert not begun_from(client, number)["headline"].value()


def test_who_may_begin_no_story_begins_none_from_a_template(client, sit):
    sit("photo_desk")
    template = make_template()
    assert client.get(address_of(), {"template": template.pk}).status_code == 403
    assert "?template=" not in client.get("/admin/").content.decode()


def test_days_stand_where_the_template_asks_for_them():
    template = make_template(headline="Погода на {tomorrow}", lead="Прогноз от {date}. {другое}")
    begun = template.beginning(today=datetime.date(2026, 12, 31))
    assert begun["headline"] == "Погода на 1 января"
    assert begun["lead"] == "Прогноз от 31 декабря. {другое}"


def test_a_deleted_rubric_or_tag_drops_out_of_its_templates(client, sit):
    sit("editor")
    kept, gone = make_rubric("Город"), make_rubric("Погода")
    tag = Tag.objects.create(name="прогноз")
    template = make_template(rubric_ids=[gone.pk, kept.pk], tag_ids=[tag.pk])
    gone.delete()
    tag.delete()
    form = begun_from(client, template.pk)
    assert form["rubrics"].value() == [str(kept.pk)] and form["tags"].value() == ""
    page = client.get(f"{TEMPLATES}{template.pk}/change/")
    assert page.status_code == 200 and "Погода</option>" not in page.content.decode()


def test_the_menu_names_templates_in_their_order_to_whoever_may_begin_a_story(client, sit):
    sit("reporter")
    assert 'details class="menu' not in client.get(LIST).content.decode()
    last, first = make_template("Алфавит", position=2), make_template("Яблоко", position=1)
    for place in (LIST, "/admin/"):
        page = client.get(place).content.decode()
        assert page.index(f"?template={first.pk}") < page.index(f"?template={last.pk}")
        assert TEMPLATES not in page
    sit("editor")
    assert TEMPLATES in client.get(LIST).content.decode()


def test_the_menu_costs_no_query_however_many_templates_there_are(
    client, sit, django_assert_max_num_queries
):
    sit("reporter")
    costs = {}
    for place in (LIST, "/admin/"):
        client.get(place)
        with django_assert_max_num_queries(15) as empty:
            client.get(place)
        costs[place] = len(empty)
    for number in range(12):
        make_template(f"Шаблон {number}", language="en" if number % 2 else "ru")
    for place, cost in costs.items():
        assert "Шаблон 11" in client.get(place).content.decode()
        with django_assert_max_num_queries(cost):
            client.get(place)


def test_what_is_deleted_or_renamed_leaves_every_menu_at_once(client, sit):
    sit("reporter")
    kept, gone = make_template("Старое имя"), make_template("Лишнее")
    assert "Лишнее" in client.get(LIST).content.decode()
    kept.name = "Новое имя"
    kept.save()
    gone.delete()
    page = client.get(LIST).content.decode()
    assert "Новое имя" in page and "Старое имя" not in page and "Лишнее" not in page


def test_a_form_from_a_template_costs_three_queries_more_than_an_empty_one(
    client, sit, django_assert_max_num_queries
):
    sit("reporter")
    rubrics = [make_rubric(f"Рубрика {number}").pk for number in range(8)]
    tags = [Tag.objects.create(name=f"метка {number}").pk for number in range(9)]
    template = make_template(rubric_ids=rubrics, tag_ids=tags)
    client.get(address_of())
    with django_assert_max_num_queries(14) as empty:
        client.get(address_of())
    with django_assert_max_num_queries(len(empty) + 3):
        begun_from(client, template.pk)


def test_an_editor_writes_a_template(client, sit):
    sit("editor")
    rubric = make_rubric("Погода")
    sent = {
        "name": "Погода", "language": "ru", "kicker": "Погода", "headline": "На {tomorrow}",
        "lead": "Лид", "body": '<p onclick="x">Ветер</p><script>1</script>', "importance": 2,
        "rubrics": [rubric.pk], "tags": "прогноз, новое слово", "position": 3, "age_mark": "0+",
    }  # fmt: skip
    assert client.post(f"{TEMPLATES}add/", sent).status_code == 302
    template = StoryTemplate.objects.get()
    assert template.body == "<p>Ветер</p>"
    assert template.rubrics == [rubric]
    assert [tag.name for tag in template.tags] == ["прогноз", "новое слово"]

    refused = client.post(f"{TEMPLATES}add/", sent | {"lead": "Набранное"})
    assert refused.status_code == 200 and "Набранное" in refused.content.decode()
    assert "Шаблон с таким названием уже есть." in refused.content.decode()
    assert StoryTemplate.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"rubrics": ["x"]}, {"rubrics": ["9" * 30]}, {"importance": "9" * 30}, {"importance": 0},
        {"language": "xx"}, {"position": "-1"}, {"name": ""}, {"name": "a\0b"},
        {"tags": "x" * 500}, {"age_mark": "99+"}, {"headline": "x" * 201},
        {"position": "9" * 9},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_template_is_refused_and_stays_on_the_page(client, sit, wrong):
    sit("editor")
    sent = {"name": "Погода", "language": "ru", "lead": "Набранное", "importance": 2, "position": 1}
    answer = client.post(f"{TEMPLATES}add/", sent | wrong)
    assert answer.status_code == 200 and "Набранное" in answer.content.decode()
    assert not StoryTemplate.objects.exists()


def test_the_usual_four_are_added_once_in_the_papers_first_language(client, sit):
    sit("editor")
    assert USUAL in client.get(TEMPLATES).content.decode()
    client.post(USUAL)
    names = list(StoryTemplate.objects.values_list("name", flat=True))
    assert names == ["Коротко", "Интервью", "Погода", "Некролог"]
    assert {template.language for template in StoryTemplate.objects.all()} == {"ru"}
    assert "<table>" in StoryTemplate.objects.get(name="Погода").body
    client.post(USUAL)
    add_usual()
    assert StoryTemplate.objects.count() == 4
    assert USUAL not in client.get(TEMPLATES).content.decode()


def test_a_story_is_kept_as_a_template_as_its_newest_text_has_it(client, sit):
    sit("editor")
    rubric = make_rubric("Погода")
    story = publish_article("Мороз", rubrics=[rubric])
    newest = content_of(story) | {"lead": "Новый лид", "importance": 5}
    story.revise(newest, by=User.objects.get(), seen=story.newest)
    answer = keep(client, story)
    template = StoryTemplate.objects.get()
    assert answer.headers["Location"] == f"{TEMPLATES}{template.pk}/change/"
    assert (template.name, template.headline) == ("Мороз", "Мороз")
    assert (template.lead, template.importance) == ("Новый лид", 5)
    assert template.rubrics == [rubric]
    keep(client, story)
    assert StoryTemplate.objects.filter(name="Мороз 2").count() == 1


def test_what_was_typed_and_not_saved_waits_while_the_template_is_made(client, sit):
    sit("editor")
    story = make_article("Мороз")
    sent = filled_in(story, lead="Набранное")
    client.post(reverse("desk:keep_template", args=[story.pk]), sent)
    assert StoryTemplate.objects.get().lead != "Набранное"
    page = client.get(address_of(story), {"unsaved": "1"}).content.decode()
    assert "Набранное" in page


def test_a_long_headline_makes_a_name_that_fits_each_time(client, sit):
    sit("chief")
    story = make_article("Ы" * 200)
    for _time in range(3):
        assert keep(client, story).status_code == 302
    assert StoryTemplate.objects.count() == 3


def test_what_is_held_or_thrown_away_becomes_no_template(client, sit):
    chief = sit("chief")
    held, thrown = make_article("Тайна"), make_article("Лишнее")
    held.hold(by=chief, note="Ждём")
    thrown.trash(by=chief)
    for story in (held, thrown):
        assert keep(client, story).status_code == 404
        page = client.get(address_of(story)).content.decode()
        assert reverse("desk:keep_template", args=[story.pk]) not in page
    assert not StoryTemplate.objects.exists()


def test_a_reporter_makes_no_template_of_their_own_story(client, sit):
    person = sit("reporter")
    story = make_article("Мороз", created_by=person)
    assert keep(client, story).status_code == 404
    assert "/admin/templates/" not in client.get(address_of(story)).content.decode()


def test_the_database_keeps_one_template_of_a_name():
    make_template("Погода")
    make_template("Погода", language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_template("Погода")


def test_what_is_done_with_templates_stands_in_the_log(client, sit):
    sit("editor", first_name="Нюргун")
    client.post(USUAL)
    client.force_login(make_person("chief"))
    assert "Некролог" in client.get("/admin/log/").content.decode()


def test_whoever_presses_hears_what_became_of_it(client, sit):
    sit("editor")
    assert "Четыре шаблона готовы." in said(client.post(USUAL, follow=True))


def test_a_picture_in_a_template_is_in_use_and_stays(client, sit):
    editor = sit("editor")
    picture, spare = make_image(alt="Карта"), make_image(alt="Другая")
    figure = f'<figure><img data-file="{picture.pk}"></figure>'
    template = StoryTemplate.objects.create(name="Погода", language="ru", body=figure)
    used = Image.objects.used(True)
    assert picture in used and spare not in used
    assert [place.title for place in places_of(picture, editor).shown] == ["Погода"]
    with pytest.raises(ProtectedError):
        picture.delete()
    template.body = "<p>Без карты.</p>"
    template.save()
    assert picture not in Image.objects.used(True)


def test_a_template_keeps_its_tag_when_that_is_merged_into_another():
    kept, other, third = (Tag.objects.create(name=name) for name in ("лёд", "Лед", "зима"))
    both = StoryTemplate.objects.create(
        name="Лёд", language="ru", tag_ids=[other.pk, third.pk, kept.pk]
    )
    one = StoryTemplate.objects.create(name="Погода", language="ru", tag_ids=[other.pk])
    none = StoryTemplate.objects.create(name="Интервью", language="ru", tag_ids=[third.pk])
    merge_tags(kept, [other])
    for template, wanted in ((both, ["лёд", "зима"]), (one, ["лёд"]), (none, ["зима"])):
        template.refresh_from_db()
        assert [tag.name for tag in template.tags] == wanted
