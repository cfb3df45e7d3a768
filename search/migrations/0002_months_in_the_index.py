"""The index learns in which month and year each story appeared."""

from django.db import migrations

ADD = {
    "sqlite": """
UPDATE search_index SET edition = edition
    || strftime(' m%Y%m', published, 'unixepoch') || strftime(' y%Y', published, 'unixepoch')
""",
    "postgresql": """
UPDATE search_index SET words = words || to_char(
    published AT TIME ZONE 'UTC', '"''m:"YYYYMM"'' ''y:"YYYY"''"'
)::tsvector
""",
}


def add(apps, schema_editor):
    schema_editor.execute(ADD[schema_editor.connection.vendor], params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
