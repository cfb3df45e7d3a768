"""The drawings of the demo as pictures: unlike one another, and no noise."""

import io
import json
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from demo.drawing.darkroom import DRAWINGS

# Mean difference of two pictures, of 255: two cuts of one photograph have about 2.
LEAST_DIFFERENCE = 6

PATHS = """
import json
from demo import library
print(json.dumps({name: image.original.path for name, image in library.pictures().items()}))
"""


@pytest.fixture(scope="module")
def thumbnails(demo):
    found = {}
    for name, path in json.loads(demo.tell(PATHS)).items():
        picture = Image.open(io.BytesIO(Path(path).read_bytes()))
        assert picture.width >= 900
        found[name] = picture.convert("RGB").resize((32, 24))
    assert set(found) == set(DRAWINGS)
    return found


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


def difference(first, second):
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3
