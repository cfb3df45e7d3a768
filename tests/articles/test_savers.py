"""Several people save one story at one moment: one wins, nobody loses a word."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.models import Article, Autosave, Superseded
from articles.models.revision import content_of
from tests.factories import make_article, make_user


@pytest.mark.parametrize("rounds", [30, pytest.param(300, marks=pytest.mark.gameday)])
@pytest.mark.django_db(transaction=True)
def test_each_round_of_savers_has_one_winner(rounds):
    story, people = make_article(), [make_user() for _person in range(5)]
    chance, pool = random.Random(3), ThreadPoolExecutor(5)
    content = content_of(story)

    def save(person, text, seen, begin):
        row = Article.objects.get(pk=story.pk)
        begin.wait()
        try:
            row.revise(content | {"headline": text}, by=person, seen=seen)
        except Superseded:
            Autosave.objects.keep(person, row, typed={"headline": [text]}, seen=seen)
            return False
        finally:
            connection.close()
        return True

    newest = 0
    for number in range(rounds):
        savers = people[: chance.randint(2, 5)]
        begin = threading.Barrier(len(savers))
        texts = {person: f"Правка {number}, {person.pk}" for person in savers}
        jobs = {
            person: pool.submit(save, person, text, newest, begin) for person, text in texts.items()
        }
        won = [person for person, job in jobs.items() if job.result()]
        assert len(won) == 1
        row = Article.objects.get(pk=story.pk)
        assert row.headline == texts[won[0]]
        for person in set(savers) - set(won):
            assert Autosave.objects.of(person, row).typed["headline"] == [texts[person]]
        newest = row.newest
    pool.shutdown()
    numbers = list(story.revisions.order_by("number").values_list("number", flat=True))
    # The first revision is the story as it was before anybody saved.
    assert numbers == list(range(1, rounds + 2))
