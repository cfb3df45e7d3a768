from django.db import migrations

from articles import html


def find_images(apps, schema_editor):
    """Say of the pages that are there which pictures stand on them."""
    using = schema_editor.connection.alias
    images = apps.get_model("images", "Image").objects.using(using)
    uses = apps.get_model("pages", "ImageOnPage")
    for page in apps.get_model("pages", "Page").objects.using(using).exclude(body=""):
        found = images.filter(pk__in=html.image_ids(page.body))
        uses.objects.using(using).bulk_create(uses(page=page, image=image) for image in found)


class Migration(migrations.Migration):

    dependencies = [
        ('images', '0002_replaced_files_and_filters'),
        ('pages', '0002_images_on_pages'),
    ]

    operations = [
        migrations.RunPython(find_images, migrations.RunPython.noop, elidable=True),
    ]
