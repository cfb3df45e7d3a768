"""Pressing, as a reader's browser with JavaScript does it."""

from django.test import Client
from django.urls import reverse

JSON = {"Accept": "application/json"}


def address(article, slug="heart"):
    return reverse("reactions:press", args=[article.pk, slug])


def press(client, article, slug="heart", on=1, headers=None, **extra):
    """Press and return the answer."""
    return client.post(address(article, slug), {"on": on}, headers=JSON | (headers or {}), **extra)


_first = Client()


def somebody_new():
    """Return a browser without cookies.

    All have one handler: making another reads the whole list of static files, and crowds are many.
    """
    browser = Client()
    browser.handler = _first.handler
    return browser
