"""What happens here when something happens below."""

from django.apps import apps as apps_of_today
from django.db import connections
from django.db.models.signals import post_migrate, pre_delete

from articles.models import Article
from pagecache.tags import changed

from .defaults import seven
from .models import Burst, Held, Reaction, Step, Tally


def connect(app):
    """Begin to listen. By sender, proxies included: else every deletion would be slowed down."""
    for model in apps_of_today.get_models():
        if issubclass(model, Article):
            pre_delete.connect(forget_story, sender=model)
    post_migrate.connect(begin_with_seven, sender=app)


def forget_story(sender, instance, using, **kwargs):
    """Take the reactions of a story along that is being deleted, in the same transaction."""
    for model in (Step, Reaction, Tally, Held, Burst):
        model.objects.using(using).filter(article_id=instance.pk).delete()


def begin_with_seven(sender, using, apps=apps_of_today, **kwargs):
    """Give a new site its first seven emoji; a site that has any is left as it is.

    apps: the models as of the migration; an emptied database has those of today.
    """
    with connections[using].cursor() as cursor:
        tables = connections[using].introspection.table_names(cursor)
    # After `migrate APP` or `migrate APP zero` some tables may not be there.
    if not {"reactions_emoji", "pagecache_stamp"} <= set(tables):
        return
    emoji = apps.get_model("reactions", "Emoji").objects.using(using)
    if not emoji.exists():
        emoji.bulk_create(emoji.model(**fields) for fields in seven())
        changed("emoji")
