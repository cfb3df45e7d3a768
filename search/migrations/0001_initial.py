"""The index is no model: an FTS5 table in SQLite, a table of vectors in PostgreSQL."""

from django.db import migrations

CREATE = {
    "sqlite": """
CREATE VIRTUAL TABLE search_index USING fts5(
    fingerprint UNINDEXED, published UNINDEXED, edition, rubrics, headline, lead, body,
    tokenize = "unicode61 remove_diacritics 0"
)
""",
    "postgresql": """
CREATE TABLE search_index (
    article_id bigint PRIMARY KEY,
    fingerprint varchar(32) NOT NULL,
    published timestamptz NOT NULL,
    edition varchar(10) NOT NULL,
    rubrics integer[] NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX search_index_words ON search_index USING gin (words);
""",
}


def create(apps, schema_editor):
    schema_editor.execute(CREATE[schema_editor.connection.vendor], params=None)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_index", params=None)


class Migration(migrations.Migration):
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
