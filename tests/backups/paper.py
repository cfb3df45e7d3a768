"""A small paper to back up, and what readers and machines see of it."""

import hashlib
import uuid

from django.core.files.storage import storages

from articles.models import Article
from images.models import Image
from reactions.folding import fold
from reactions.models import Emoji
from reactions.pressing import press
from tests.factories import make_user, publish_article
from tests.images.pictures import make_image

#: Commands that compare what is derived with what is true.
DERIVED = ("recount_reactions", "rebuild_search", "rebuild_desk_search", "rebuild_lists")


def bring_out(stories=4):
    """Publish stories with pictures, and let readers press under them."""
    make_user("aita", is_staff=True, is_superuser=True)
    Emoji.objects.get_or_create(slug="heart", defaults={"symbol": "❤", "name": "Сердце"})
    for number in range(1, stories + 1):
        picture = make_image(300 + number, 200, alt="Лёд", credit="А. Корякина")
        article = publish_article(f"Лёд номер {number}", picture=picture)
        for _time in range(number):
            press_under(article)
    # Added up now, or it would happen while somebody reads.
    fold()


def press_under(article):
    press(article.pk, "heart", uuid.uuid4(), on=True)


def pages(client):
    """Return `{address: body}` of what readers open."""
    addresses = ["/", "/feed/", "/sitemap.xml", "/search/?q=лёд", "/en/", "/2020/"]
    addresses += [article.get_absolute_url() for article in Article.objects.order_by("pk")]
    addresses += [f"/articles/{article.pk}/reactions.json" for article in Article.objects.all()]
    return {address: client.get(address).content for address in addresses}


def originals():
    """Return `{name: SHA-256}` of every picture that a row names; None for a lost one."""
    found = {}
    for name in Image.objects.values_list("original", flat=True):
        try:
            with storages["originals"].open(name) as file:
                found[name] = hashlib.sha256(file.read()).hexdigest()
        except FileNotFoundError:
            found[name] = None
    return found
