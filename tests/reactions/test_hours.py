"""How many reactions each hour brought: added up once, whoever folds and in however many pieces."""

import datetime
import uuid

import pytest
from django.utils import timezone

from reactions.folding import fold
from reactions.models import Hour, Step
from reactions.pressing import press
from tests.factories import publish_article

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 22, 15, 20, tzinfo=datetime.UTC)


def test_each_step_counts_in_its_own_hour_once():
    article, visitor = publish_article(), uuid.uuid4()
    for _reader in range(4):
        press(article.pk, "heart", uuid.uuid4(), on=True)
    press(article.pk, "fire", visitor, on=True)
    press(article.pk, "fire", visitor, on=False)
    press(article.pk, "fire", uuid.uuid4(), on=True)
    press(article.pk, "heart", uuid.uuid4(), on=True)
    first_five = list(Step.objects.order_by("pk").values_list("pk", flat=True)[:5])
    Step.objects.update(at=NOW)
    Step.objects.filter(pk__in=first_five).update(at=NOW - datetime.timedelta(hours=1))
    assert Step.objects.count() == 8
    while fold(3):
        pass
    assert fold() == 0
    print(list(Hour.objects.values()), list(Step.objects.values()))
    found = Hour.objects.last(24, now=NOW)
    assert [number for _at, number in found] == [0] * 22 + [5, 1]
    assert found[-1][0] == NOW.replace(minute=0)


def test_an_hour_of_taking_back_is_none_and_never_less(django_assert_num_queries):
    Hour.objects.create(begins_at=NOW.replace(minute=0), number=-3)
    with django_assert_num_queries(1):
        found = Hour.objects.last(24, now=NOW)
    assert len(found) == 24 and sum(number for _at, number in found) == 0


def test_old_hours_are_not_read():
    Hour.objects.create(begins_at=NOW - datetime.timedelta(days=40), number=9)
    assert sum(number for _at, number in Hour.objects.last(24, now=timezone.now())) == 0
