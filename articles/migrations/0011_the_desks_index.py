"""What the desk finds stories by is no model: an FTS5 table in SQLite, an array in PostgreSQL."""

from types import SimpleNamespace

from django.db import migrations, transaction

from articles.finding import index

CREATE = {
    "sqlite": [
        """
CREATE VIRTUAL TABLE IF NOT EXISTS desk_index USING fts5(
    words, tokenize = "trigram case_sensitive 1", detail = none, columnsize = 0
)
"""
    ],
    "postgresql": [
        """
CREATE TABLE IF NOT EXISTS desk_index (
    article_id bigint PRIMARY KEY,
    words text COLLATE "C" NOT NULL,
    threes smallint[] NOT NULL
)
""",
        "CREATE INDEX IF NOT EXISTS desk_index_threes ON desk_index USING gin (threes)",
    ],
}
CHUNK = 1000


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def fill(apps, schema_editor):
    """Enter what is there, a thousand stories at a time, so that nobody waits for a million."""
    Article = apps.get_model("articles", "Article")
    columns = ("pk", *index.COLUMNS)
    last = 0
    while rows := Article.objects.filter(pk__gt=last).order_by("pk").values(*columns)[:CHUNK]:
        with transaction.atomic():
            index.enter([SimpleNamespace(**row) for row in rows])
        last = rows[len(rows) - 1]["pk"]


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE desk_index", params=None)


class Migration(migrations.Migration):
    # Interrupted, it is taken up from the beginning; what is entered already is entered again.
    atomic = False
    dependencies = [("articles", "0010_what_one_person_did")]
    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
