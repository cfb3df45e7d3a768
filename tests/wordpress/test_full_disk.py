"""Where the database itself can go on no longer, an import stops and says so; then it goes on."""

import pytest
from django.core.management import CommandError
from django.db import DatabaseError, DataError, OperationalError, connection

from articles.models import Article
from pages.models import Page
from wordpress import bringing

from .export import export
from .moving import author, bring, post

pytestmark = pytest.mark.django_db
PEOPLE = author("nina", "Нина Попова")
POSTS = [post(number, content=f"<p>{'лёд ' * 100}</p>") for number in range(1, 1201)]
TEXT = export(*POSTS, before=PEOPLE)
#: Pages of the database that the first of them still find.
ROOM = 800


class Full(Exception):
    """What a driver throws when the disk below the database is full."""

    sqlite_errorcode = 13
    sqlstate = "53100"


class TooLarge(Exception):
    sqlite_errorcode = 18
    sqlstate = "22001"


class Damaged(Exception):
    sqlite_errorcode = 11
    sqlstate = "XX001"


def failing(monkeypatch, error, cause):
    def write(stories, rubrics):
        raise error from cause

    monkeypatch.setattr(bringing.writing, "write", write)


def test_it_stops_at_once_and_says_why(tmp_path, monkeypatch):
    failing(monkeypatch, OperationalError("database or disk is full"), Full())
    with pytest.raises(CommandError) as refusal:
        bring(tmp_path, export(*POSTS[:3], before=PEOPLE))
    assert "на диске нет места" in str(refusal.value)
    assert "запустите команду снова" in str(refusal.value)


def test_a_damaged_file_stops_it_too(tmp_path, monkeypatch):
    failing(monkeypatch, DatabaseError("database disk image is malformed"), Damaged())
    with pytest.raises(CommandError):
        bring(tmp_path, export(*POSTS[:3], before=PEOPLE))


def test_while_pages_are_written_it_stops_as_well(tmp_path, monkeypatch):
    def save(self, *args, **how):
        raise OperationalError("database or disk is full") from Full()

    monkeypatch.setattr(Page, "save", save)
    with pytest.raises(CommandError, match="на диске нет места"):
        bring(tmp_path, export(post(20, "О нас", post_type="page")))


def test_a_story_that_cannot_be_stored_stops_no_other(tmp_path, monkeypatch):
    failing(monkeypatch, DataError("value too long"), TooLarge())
    report, status, _said = bring(tmp_path, export(*POSTS[:3], before=PEOPLE), publish=True)
    assert len(report["skipped"]) == 3 and status == 1


@pytest.mark.django_db(transaction=True)
def test_with_room_again_it_ends_as_if_there_had_been_no_fault(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("the server's disk is the server's affair")
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + ROOM}")
        try:
            with pytest.raises(CommandError, match="на диске нет места"):
                bring(tmp_path, TEXT, publish=True, processes=1)
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")
    begun = Article.objects.count()
    assert 0 < begun < len(POSTS)
    report, status, _said = bring(tmp_path, TEXT, publish=True, processes=1)
    assert (Article.objects.published().count(), status) == (len(POSTS), 0)
    assert report["kinds"]["stories"]["new"] == len(POSTS) - begun
