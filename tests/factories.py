"""Ready-made people and stories. Say only what matters to the test."""

import itertools

from django.utils import timezone

from accounts.models import User
from articles.models import Article, Author, Role, Rubric

HEADLINE = "Лена встала раньше"
_numbers = itertools.count(1)


def make_user(username=None, **fields):
    return User.objects.create_user(username or f"user{next(_numbers)}", password="x", **fields)


def make_rubric(name="Новости", **fields):
    fields.setdefault("slug", f"rubric-{next(_numbers)}")
    return Rubric.objects.create(name=name, **fields)


def make_author(name="Айталина Корякина", **fields):
    fields.setdefault("slug", f"author-{next(_numbers)}")
    return Author.objects.create(name=name, **fields)


def make_article(headline=HEADLINE, *, rubrics=None, authors=None, tags=(), related=(), **fields):
    """Return a saved draft that is ready to be published."""
    article = _write(headline, rubrics, authors, tags, related, fields)
    article.settle()
    return article


def _write(headline, rubrics, authors, tags, related, fields):
    fields.setdefault("language", "ru")
    fields.setdefault("lead", "Лёд толще шестидесяти сантиметров.")
    fields.setdefault("body", "<p>В среду в шесть утра на лёд вышли восемь человек с бурами.</p>")
    article = Article.objects.create(headline=headline, **fields)
    article.set_rubrics([make_rubric()] if rubrics is None else rubrics)
    authors = [make_author()] if authors is None else authors
    article.set_bylines([(author, Role.TEXT) for author in authors])
    if related:
        article.set_related(related)
    if tags:
        article.tags.add(*tags)
    return article


def publish_article(
    headline=HEADLINE, *, rubrics=None, authors=None, tags=(), related=(), at=None, **fields
):
    """Return a published story, `at` an aware moment (default now)."""
    # Published at once, it is settled once.
    article = _write(headline, rubrics, authors, tags, related, fields)
    article.publish(by=None, at=at or timezone.now())
    return article
