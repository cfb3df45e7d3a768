"""What follows from what was imported, made anew in the same transaction."""

from itertools import groupby
from operator import itemgetter

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from articles import html
from articles.finding import index
from articles.models import Article, ImageUse, Listing, Output, Placement, Revision
from articles.models.schedule import set_alarm
from images.models import Image
from pagecache.models import Clock, new_era
from progress import Progress
from search import rebuilding
from wordpress.files import numbers_in
from wordpress.models import FileUse, KeptFile

from . import bulk

CHUNK = 500
DERIVED = ["compiled_body", "excerpt", "words", "rubric_ids"]
#: Rows whose `save()` writes down which pictures they show.
SAVED = ("pages.Page", "desk.StoryTemplate")


def rebuild(models, stream):
    """Make anew what is derived; give keys of `models` to nobody twice; tell all who keep pages."""
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    with Progress(_("Lists"), last, stream) as progress:
        for first in range(0, last + 1, CHUNK):
            _settle(first, first + CHUNK)
            progress.advance(min(CHUNK, last - first))
    Output.objects.rebuild()
    for span in rebuilding.chunks():
        rebuilding.rebuild(*span)
    for label in SAVED:
        for row in apps.get_model(label).objects.order_by("pk").iterator():
            row.save()
    _go_on_counting(models)
    set_alarm()
    # Nobody believes what was kept of the empty site.
    Clock.objects.filter(pk=1).update(era=new_era())


def _settle(first, end):
    """Derive what `Article.settle()` would of the stories from `first` to before `end`."""
    stories = list(Article.objects.filter(pk__gte=first, pk__lt=end).order_by("pk"))
    if not stories:
        return
    used = {story.pk: {*_images_of(story.body), story.picture_id} - {None} for story in stories}
    drafts = _pictures_of_drafts(first, end)
    pictures = Image.objects.in_bulk(set().union(*used.values(), *drafts.values()))
    rubrics = _rubrics(first, end)
    for story in stories:
        story.derive(pictures, rubrics.get(story.pk, []))
    bulk.update(
        Article,
        DERIVED,
        [(*[getattr(story, name) for name in DERIVED], story.pk) for story in stories],
    )
    uses = [(pk, image) for pk, images in used.items() for image in sorted(images & {*pictures})]
    bulk.insert(ImageUse, ["article", "image"], uses)
    waiting = [
        (pk, image)
        for pk, images in drafts.items()
        for image in sorted((images - used[pk]) & {*pictures})
    ]
    bulk.insert(Article.draft_image_uses.rel.related_model, ["article", "image"], waiting)
    _follow_files(stories)
    index.enter(stories)
    Listing.objects.rebuild(Article.objects.filter(pk__gte=first, pk__lt=end))


def _follow_files(stories):
    found = {story.pk: numbers_in(story.body) for story in stories}
    if wanted := set().union(*found.values()):
        here = set(KeptFile.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        rows = [(pk, file) for pk, files in found.items() for file in sorted(files & here)]
        bulk.insert(FileUse, ["article", "file"], rows)


def _rubrics(first, end):
    rows = Placement.objects.filter(article__gte=first, article__lt=end)
    rows = rows.order_by("article", "position", "pk").values_list("article", "rubric")
    return {pk: [rubric for _pk, rubric in of_it] for pk, of_it in groupby(rows, itemgetter(0))}


def _pictures_of_drafts(first, end):
    """Return `{story: ids of the pictures that its newest and its planned revisions show}`."""
    waiting = Revision.objects.filter(article__gte=first, article__lt=end).filter(
        Q(number=F("article__newest")) | Q(schedules__isnull=False)
    )
    found = {}
    for pk, content in waiting.order_by().values_list("article", "content").iterator(CHUNK):
        main = [content["picture"]["id"]] if content["picture"] else []
        found.setdefault(pk, set()).update(main, _images_of(content["body"]))
    return found


def _images_of(body):
    # Most texts have none, and reading one takes as long as compiling it.
    return html.image_ids(body) if "data-file" in body.lower() else []


def _go_on_counting(models):
    """Let numbers given from now on be greater than those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
