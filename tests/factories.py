"""Ready-made people and stories. Say only what matters to the test."""

import itertools

from django.utils import timezone

from accounts.models import User
from articles.models import Article, Author, Role, Rubric

_numbers = itertools.count(1)


def make_user(username=None, **fields):
    return User.objects.create_user(username or f"user{next(_numbers)}", password="x", **fields)


def make_rubric(name="Новости", **fields):
    fields.setdefault("slug", f"rubric-{next(_numbers)}")
    return Rubric.objects.create(name=name, **fields)


def make_author(name="Айталина Корякина", **fields):
    fields.setdefault("slug", f"author-{next(_numbers)}")
    return Author.objects.create(name=name, **fields)


def make_article(
    headline="Лена встала раньше", *, rubrics=None, authors=None, tags=(), related=(), **fields
):
    """Return a saved draft that is ready to be published."""
    fields.setdefault("language", "ru")
    fields.setdefault("lead", "Лёд толще шестидесяти сантиметров.")
    fields.setdefault("body", "<p>В среду в шесть утра на лёд вышли восемь человек с бурами.</p>")
    article = Article.objects.create(headline=headline, **fields)
    article.set_rubrics([make_rubric()] if rubrics is None else rubrics)
    authors = [make_author()] if authors is None else authors
    article.set_bylines([(author, Role.TEXT) for author in authors])
    article.set_related(related)
    if tags:
        article.tags.add(*tags)
    article.settle()
    return article


def publish_article(*args, at=None, **fields):
    """Return a published story, `at` an aware moment (default now)."""
    article = make_article(*args, **fields)
    article.publish(by=None, at=at or timezone.now())
    return article
