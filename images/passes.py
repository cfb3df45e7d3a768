"""A pass to pictures that stand nowhere public yet, for whoever is shown a preview.

It is a signed cookie of a quarter of an hour, sent to the addresses of renditions alone, that
names the pictures of one page.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

COOKIE = "pictures"
AGE = timedelta(minutes=15)
MOST = 200
PATH = urlsplit(settings.MEDIA_URL).path or "/media/"


def give_pass(response, request, image_ids):
    """Let the browser that gets `response` see these pictures, and no longer the ones before."""
    if not image_ids:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(sorted(image_ids)[:MOST], salt="images.passes", compress=True),
        max_age=AGE,
        path=PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def has_pass(request, image):
    """Tell whether `request` may see `image` although readers may not."""
    written = request.COOKIES.get(COOKIE)
    if not written:
        return False
    try:
        return image.pk in signing.loads(written, salt="images.passes", max_age=AGE)
    except (signing.BadSignature, TypeError, ValueError):
        return False
