import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_pressed_yet():
    """Every test begins with full limits: the cache outlives a test."""
    cache.clear()
