"""An export is of one moment, and nobody who writes waits for it."""

import io
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from articles.models import Article
from tests.factories import make_article
from transfer import importing
from transfer.exporting import export
from transfer.sheets import Sheet


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_half_there(tmp_path, monkeypatch):
    first = make_article("Была раньше")
    rows = Sheet.rows

    def written_meanwhile(sheet, options):
        # Stories are read before their rubrics: a story that comes now would lose its own.
        if sheet.name == "placements":
            other = threading.Thread(target=write)
            other.start()
            other.join(timeout=10)
            assert not other.is_alive(), "whoever writes waits for the export"
        return rows(sheet, options)

    def write():
        try:
            make_article("Пришла позже")
        finally:
            connection.close()

    monkeypatch.setattr(Sheet, "rows", written_meanwhile)
    export(tmp_path / "export", stream=io.StringIO())
    assert Article.objects.count() == 2
    for name, column in (("stories", "id"), ("placements", "article")):
        lines = (tmp_path / "export" / f"{name}.jsonl").read_text().splitlines()
        assert [json.loads(line)[column] for line in lines] == [first.pk]


@pytest.mark.django_db
def test_a_database_that_is_busy_is_a_sentence(tmp_path, monkeypatch):
    def busy():
        raise OperationalError("database is locked")

    call_command("export_site", tmp_path / "export", stdout=io.StringIO())
    monkeypatch.setattr(importing, "_lock", busy)
    with pytest.raises(CommandError, match="database is locked"):
        call_command("import_site", tmp_path / "export", stdout=io.StringIO())
