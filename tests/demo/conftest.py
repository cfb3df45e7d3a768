import hashlib
import io

import pytest
from PIL import Image

from demo import library


def _tiny(name):
    """Return a small picture of one colour, another one for every name."""
    file = io.BytesIO()
    colour = tuple(hashlib.sha256(name.encode()).digest()[:3])
    Image.new("RGB", (64, 40), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def no_drawing(monkeypatch):
    """Drawing takes half a second a picture, and has tests of its own."""
    monkeypatch.setattr(library, "drawn", lambda names: map(_tiny, names))
