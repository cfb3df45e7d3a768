"""Rubrics, names and tags in such numbers as a paper gathers in twenty years."""

from articles.models import Author, Rubric, Tag
from articles.slugs import slugify

from . import texts
from .people import NEWCOMER
from .wording import tag_names

AUTHORS = 500
TAGS = 5000
DISTRICTS = "rayony"


def gather():
    """Add what is missing; return the keys of the (rubrics, authors, tags) of the archive."""
    return _rubrics(), _authors(), _tags()


def _rubrics():
    """Fifty with those of the paper itself: below one of them, the districts."""
    known = dict(Rubric.objects.values_list("slug", "pk"))
    if DISTRICTS not in known:
        above = Rubric.objects.create(
            slug=DISTRICTS, name="Районы", hue=120, position=60, is_in_menu=False,
            description="Что нового у соседей.",
            translations={"sah": {"name": "Оройуоннар"}, "en": {"name": "Districts"}},
        )  # fmt: skip
        known[DISTRICTS] = above.pk
    for number, name in enumerate(texts.lists()["districts"]):
        slug = slugify(f"{name} район")
        if slug not in known:
            latin = slugify(name).title()
            Rubric.objects.create(
                slug=slug, name=f"{name} район", parent_id=known[DISTRICTS], is_in_menu=False,
                hue=number * 97 % 360, position=61 + number,
                translations={
                    "sah": {"name": f"{name} оройуон"}, "en": {"name": f"{latin} District"}
                },
            )  # fmt: skip
    return list(Rubric.objects.order_by("slug").values_list("pk", flat=True))


def _authors():
    known = set(Author.objects.values_list("slug", flat=True))
    wanted = [name for name in _names() if slugify(name) not in known]
    positions = texts.lists()["positions"]
    Author.objects.bulk_create(
        Author(
            slug=slugify(name),
            name=name,
            position=positions[number % len(positions)],
            translations={"en": {"name": slugify(name).replace("-", " ").title()}},
        )
        for number, name in enumerate(wanted[: max(0, AUTHORS - len(known))])
    )
    authors = Author.objects.exclude(slug=NEWCOMER).order_by("slug")
    return list(authors.values_list("pk", flat=True)[:AUTHORS])


def _names():
    """Return more names than are needed: the first half of the first names are men's."""
    first_names, surnames = texts.lists()["first names"], texts.lists()["surnames"]
    men = len(first_names) // 2
    return [
        f"{first} {surname if place < men else _of_a_woman(surname)}"
        for surname in surnames
        for place, first in enumerate(first_names)
    ]


def _of_a_woman(surname):
    return f"{surname[:-2]}ая" if surname.endswith("ий") else f"{surname}а"


def _tags():
    names = tag_names(TAGS)
    slugs = [slugify(name) for name in names]
    Tag.objects.bulk_create(
        [Tag(name=name, slug=slug) for name, slug in zip(names, slugs, strict=True)],
        batch_size=500, ignore_conflicts=True,
    )  # fmt: skip
    known = dict(Tag.objects.values_list("slug", "pk"))
    return [known[slug] for slug in slugs if slug in known]
