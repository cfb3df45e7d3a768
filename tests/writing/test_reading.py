"""A reader opens a story with everything in it, in a real browser."""

import os

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from images.library import add_image
from tests.factories import publish_article
from tests.images.pictures import draw, encode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
POST = "https://t.me/zimnik_news/12"


def story():
    pictures = [
        add_image(
            ContentFile(encode(draw(1600 + number, 1000)), name=f"{number}.jpg"),
            alt=f"Лёд {number}", caption="Лёд на чай: он здесь прозрачный до дна.",
            credit="Рисунок: Эрчим Бурнашов",
        )
        for number in range(3)
    ]  # fmt: skip
    images = "".join(f'<img data-file="{picture.pk}">' for picture in pictures)
    return publish_article(
        body="<p>В среду в шесть утра на лёд у села вышли восемь человек с бурами.</p>"
        "<h2>Почему раньше</h2><p>Лёд растёт от двух вещей: от мороза и от того, что мороз до "
        "него достаёт.</p><blockquote><p>Лёд не прощает спешки.</p><cite>Бэргэн Колодезников"
        "</cite></blockquote><ol><li>хлебовозка;</li><li>школьный автобус.</li></ol>"
        '<blockquote class="pull"><p>«Я верю не календарю, а рейке»</p></blockquote>'
        "<table><caption>Переправы района</caption><tr><th>Переправа</th><th>Лёд, см</th></tr>"
        "<tr><th>Лена, Сылгылаах</th><td>62</td></tr><tr><th>Амга</th><td>48</td></tr></table>"
        '<section class="facts"><h3>Если лёд заговорил</h3><p>Ровный гул: лёд растёт.</p>'
        "<ul><li>звонкий щелчок: ехать можно</li></ul></section>"
        f'<figure class="gallery">{images}<figcaption>Три утра на реке</figcaption></figure>'
        f'<div class="embed" data-url="{VIDEO}" data-title="Проезд по переправе"></div><hr>'
        f'<div class="embed" data-url="{POST}"></div><p>Конец.</p>'
    )


@pytest.fixture
def asked(page, live_server):
    """What was asked of other sites; they answer with an empty page."""
    found = []

    def answer(route):
        if route.request.url.startswith(live_server.url):
            route.continue_()
        else:
            found.append(route.request.url)
            route.fulfill(body="<!doctype html><title>elsewhere</title>", content_type="text/html")

    page.route("**/*", answer)
    return found


def test_nothing_is_asked_of_another_site_before_the_reader_presses(page, live_server, asked):
    complaints = []
    page.on("console", lambda message: complaints.append(message.text)
            if message.type == "error" and "favicon" not in message.text else None)  # fmt: skip
    page.goto(live_server.url + story().get_absolute_url(), wait_until="networkidle")
    assert asked == []
    page.locator("embed-frame .button").first.click()
    frame = page.frame_locator("embed-frame iframe")
    assert frame.locator("title").text_content() == "elsewhere"
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"]
    link = page.locator("embed-frame a").first
    assert link.get_attribute("href") == VIDEO
    expect(page.locator("embed-frame iframe")).to_have_count(1)
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_without_javascript_an_embed_is_a_link(browser, live_server):
    address = live_server.url + story().get_absolute_url()
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        hrefs = [link.get_attribute("href") for link in page.locator("embed-frame a").all()]
    assert hrefs == [VIDEO, POST]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_part_of_a_story_is_wider_than_the_screen(page, live_server, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + story().get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
