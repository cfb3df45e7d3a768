"""The index of PostgreSQL finds rubrics as it finds words; SQLite's does already."""

from django.db import migrations

ADD = """
UPDATE search_index SET words = words || array_to_tsvector(
    ARRAY(SELECT 'r:' || rubric FROM unnest(rubrics) AS rubric)
)
"""


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_months_in_the_index")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
