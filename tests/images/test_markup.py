import re

import pytest
from django.template import Context, Template

from images.markup import picture_html, preload_html
from images.models import Image
from images.renditions import Wanted, all_of, url_of
from images.specs import SPECS
from tests.factories import publish_article

from .pictures import make_image


def image(**fields):
    return Image(content_hash="ab" * 32, width=2400, height=1600, **fields)


def test_a_picture_offers_three_formats_and_reserves_its_place():
    html = picture_html(image(alt="Лёд"), "card")
    assert html.startswith('<picture><source type="image/avif"')
    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert 'width="960" height="640" alt="Лёд" loading="lazy" decoding="async"></picture>' in html
    assert len(re.findall(r" \d+w", html)) == 3 * len(SPECS["card"].widths)


def test_the_main_picture_does_not_wait():
    html = picture_html(image(), "lead", priority=True)
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_every_address_in_the_markup_is_one_we_answer():
    for spec in SPECS:
        picture = image(focal_x=13, focal_y=87)
        for name in re.findall(r"/media/(r/\S+?\.\w+)", picture_html(picture, spec)):
            wanted = Wanted.parse(name)
            assert wanted.of(picture) == wanted


def test_a_decorative_picture_is_passed_over_and_words_cannot_break_out():
    assert ' alt=""' in picture_html(image(alt="Лёд", is_decorative=True), "card")
    html = picture_html(image(alt='"><script>'), "card", sizes='"><script>')
    assert "<script>" not in html
    assert ' alt="Мост"' in picture_html(image(), "card", alt="Мост")


def test_a_story_without_a_picture_shows_none():
    assert picture_html(None, "card") == ""
    assert preload_html(None, "lead") == ""


def test_templates_say_a_name_and_never_a_number():
    html = Template(
        '{% load pictures %}{% picture_preload image "lead" %}'
        '{% picture image "lead" priority=True %}'
        '{% picture_url image "social" %}'
    ).render(Context({"image": image()}))
    assert html.startswith('<link rel="preload" as="image" type="image/avif" imagesrcset=')
    assert html.endswith("-social-1200-50x50.jpg")


def test_the_whole_picture_keeps_its_address_when_the_focal_point_moves():
    assert url_of(image(focal_x=1), "body") == url_of(image(focal_x=99), "body")
    assert url_of(image(focal_x=1), "card") != url_of(image(focal_x=99), "card")


def test_the_work_for_one_picture_is_bounded():
    assert len(list(all_of(image()))) <= 80


def test_another_host_may_serve_the_pictures(settings):
    settings.MEDIA_URL = "https://media.paper.example/m/"
    assert url_of(image(), "card").startswith("https://media.paper.example/m/r/ab/")


@pytest.mark.django_db
def test_markup_costs_no_query(django_assert_num_queries):
    made = make_image(alt="Лёд")
    publish_article(picture=made)
    with django_assert_num_queries(0):
        for spec in SPECS:
            picture_html(made, spec)
