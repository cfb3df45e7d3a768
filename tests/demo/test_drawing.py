"""The drawings as pictures: alike every time, unlike one another."""

import io
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from demo import texts
from demo.drawing.darkroom import DRAWINGS, draw

# Mean difference of two pictures, of 255: two cuts of one photograph have about 2.
LEAST_DIFFERENCE = 6


@pytest.fixture(scope="module")
def thumbnails():
    found = {}
    for name in DRAWINGS:
        picture = Image.open(io.BytesIO(draw(name)))
        assert picture.width >= 900
        found[name] = picture.convert("RGB").resize((32, 24))
    return found


def test_every_drawing_has_its_caption():
    assert set(texts.captions()) == set(DRAWINGS)
    assert len(DRAWINGS) >= 40


def test_no_two_pictures_look_alike(thumbnails):
    alike = [
        (first, second)
        for first, second in combinations(thumbnails, 2)
        if difference(thumbnails[first], thumbnails[second]) < LEAST_DIFFERENCE
    ]
    assert alike == []


def test_pictures_are_pictures_and_no_noise(thumbnails):
    for name, picture in thumbnails.items():
        shifted = ImageChops.offset(picture, 1, 0).crop((1, 0, 32, 24))
        beside = difference(shifted, picture.crop((1, 0, 32, 24)))
        contrast = sum(ImageStat.Stat(picture).stddev) / 3
        assert contrast > 5, name
        assert beside < contrast * 1.5, name


def test_a_drawing_is_the_same_every_time():
    assert draw("author-starkov") == draw("author-starkov")


def difference(first, second):
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3
