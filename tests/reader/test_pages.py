import pytest
from django.core.exceptions import ValidationError

from pages.models import Page
from paper.models import Paper
from tests.factories import publish_article

pytestmark = pytest.mark.django_db


def make_page(**fields):
    fields = {"slug": "about", "language": "ru", "title": "О газете", "body": "<p>Мы.</p>"} | fields
    return Page.objects.create(**fields)


def test_a_page_stands_at_its_address_and_in_every_footer(client):
    make_page()
    assert "<p>Мы.</p>" in client.get("/about/").content.decode()
    assert '<a href="/about/">О газете</a>' in client.get("/").content.decode()


def test_a_page_exists_in_the_editions_it_was_written_for(client):
    make_page()
    make_page(language="en", title="About us")
    assert client.get("/en/about/").status_code == 200
    assert client.get("/sah/about/").status_code == 404
    assert 'href="/en/about/" lang="en"' in client.get("/about/").content.decode()


@pytest.mark.parametrize(
    "slug", ["search", "corrections", "2026", "sah", "en", "admin", "feed", "rubric", "static"]
)
def test_a_page_may_not_take_an_address_of_the_site(slug):
    page = Page(slug=slug, language="ru", title="Чужое место")
    with pytest.raises(ValidationError) as refusal:
        page.full_clean()
    assert "slug" in refusal.value.message_dict


@pytest.mark.parametrize("slug", ["about", "contacts", "privacy", "imprint", "reklama"])
def test_a_page_may_have_any_other(slug):
    Page(slug=slug, language="ru", title="О газете").full_clean()


def test_what_cannot_be_on_a_page_is_not_on_it(client):
    make_page(body='<p onclick="x()">Мы.</p><script>alert(1)</script>')
    page = client.get("/about/").content.decode()
    assert "alert(1)" not in page
    assert "onclick" not in page


def test_the_imprint_is_there_though_nobody_wrote_a_page(client):
    Paper(
        name="Зимник", founder="общество «Дорога и слово»", editor_in_chief="Протодьяконов Х. С.",
        email="red@zimnik.example", phone="+7 (4112) 000-000", address="Якутск, Причальная, 7",
        registered_by="Роскомнадзор", registration_number="ЭЛ № 00-0000", age_mark="12+",
    ).save()  # fmt: skip
    article = publish_article()
    for address in ("/imprint/", "/", article.get_absolute_url(), "/en/imprint/", "/nothing/"):
        page = client.get(address).content.decode()
        for fact in (
            "Зимник", "общество «Дорога и слово»", "Протодьяконов Х. С.", "red@zimnik.example",
            "+7 (4112) 000-000", "Якутск, Причальная, 7", "ЭЛ № 00-0000", "12+",
        ):  # fmt: skip
            assert fact in page, (address, fact)
        assert 'href="tel:+74112000000"' in page


def test_the_editors_own_words_follow_the_imprint(client):
    make_page(slug="imprint", title="Выходные данные", body="<p>Перепечатка со ссылкой.</p>")
    assert "<p>Перепечатка со ссылкой.</p>" in client.get("/imprint/").content.decode()


def test_a_page_that_is_not_public_is_there_for_the_desk_alone(client):
    make_page(title="Правила", slug="rules", is_public=False, body="<p>Пока пишем.</p>")
    assert client.get("/rules/").status_code == 404
    assert "Правила" not in client.get("/").content.decode()
    assert "/rules/" not in client.get("/sitemap-sections.xml").getvalue().decode()
    page = Page.objects.get(slug="rules")
    page.is_public = True
    page.save()
    assert client.get("/rules/").status_code == 200
