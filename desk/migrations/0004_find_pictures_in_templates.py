from django.db import migrations

from articles import html


def find(apps, schema_editor):
    """Write down the pictures of the templates that are there."""
    uses = apps.get_model("desk", "ImageInTemplate")
    images = apps.get_model("images", "Image").objects
    for template in apps.get_model("desk", "StoryTemplate").objects.only("body"):
        known = images.filter(pk__in=html.image_ids(template.body)).values_list("pk", flat=True)
        uses.objects.bulk_create(uses(template=template, image_id=pk) for pk in known)


class Migration(migrations.Migration):
    dependencies = [("desk", "0003_pictures_in_templates")]

    operations = [migrations.RunPython(find, migrations.RunPython.noop, elidable=True)]
