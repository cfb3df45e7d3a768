"""The drawings: each with its caption, and the same every time."""

from demo import texts
from demo.drawing.darkroom import DRAWINGS, draw


def test_every_drawing_has_its_caption():
    assert set(texts.captions()) == set(DRAWINGS)
    assert len(DRAWINGS) >= 40


def test_a_drawing_is_the_same_every_time():
    assert draw("author-starkov") == draw("author-starkov")
