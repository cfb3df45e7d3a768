import contextlib

import pytest

from pagecache import bulletin
from pagecache.answers import answers
from pagecache.parts import Part
from pagecache.remembered import Remembered


@pytest.fixture
def anew(settings):
    """Return a context in which nothing is kept and nothing is remembered from before."""

    @contextlib.contextmanager
    def inside():
        limit = settings.PAGECACHE_BYTES
        for item in (*Remembered.every.values(), *Part.every.values(), answers):
            item.forget()
        bulletin.forget()
        settings.PAGECACHE_BYTES = 0
        yield
        settings.PAGECACHE_BYTES = limit

    return inside
