"""Addresses in the editions of the paper, spelled without asking Django's table of addresses.

A page prints dozens of them; `tests/reader/test_addresses.py` compares them with `reverse()`.
"""

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import get_language

#: What RFC 3986 lets stand in a path as it is, besides letters, digits and “-._~”.
SAFE = "!$&'()*+,;=/~:@"


def edition(language=None):
    """Return what the addresses of an edition begin with: "" or "/sah". Default: this page's."""
    language = language or get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else f"/{language}"


@lru_cache(maxsize=10_000)
def spelled(part):
    """Return `part` of a path as it stands in an address."""
    return quote(part, safe=SAFE)
