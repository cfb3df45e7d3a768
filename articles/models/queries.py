"""How stories are asked for, in an editor's words."""

from django.conf import settings
from django.db import models

from .author import Byline
from .preview_link import PreviewLink
from .workflow import Status

ON_CARDS = (
    "language", "translation_of", "headline", "lead", "excerpt", "slug", "status",
    "published_at", "published_on", "updated_at", "picture_caption", "importance", "age_mark",
    "words", "rubric_ids", "picture__content_hash", "picture__width", "picture__height",
    "picture__focal_x", "picture__focal_y", "picture__alt", "picture__is_decorative",
    "picture__caption", "picture__credit",
)  # fmt: skip


class ArticleQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def public(self):
        """Return what `published()` does, for lists that no index of status shall answer.

        A database that believes few stories of a million to be published asks that index, and
        sorts all of them.
        """
        return self.exclude(status__in=[one for one in Status if one != Status.PUBLISHED])

    def with_newer_text(self):
        """Return public stories of which more was written than readers see."""
        return self.public().filter(newest__gt=models.F("live"))

    def in_language(self, language):
        return self.filter(language=language)

    def in_editions(self):
        """Name every language of the site: the index of public stories begins with it."""
        return self.filter(language__in=[code for code, _name in settings.LANGUAGES])

    def newest_first(self):
        return self.order_by("-published_at", "-pk")

    def listed_under(self, kind, key, language):
        """Return the public stories of a list in `language`, newest first by the list's index.

        The list's own columns are called `listed_at` and `listed_as` (the story's number): only
        a condition on those reads the index from where a page begins.
        """
        return (
            self.filter(listings__kind=kind, listings__key=key, listings__language=language)
            .annotate(
                listed_at=models.F("listings__published_at"),
                listed_as=models.F("listings__article"),
            )
            .order_by("-listed_at", "-listed_as")
        )

    def signed_by(self, author):
        """Return the stories with `author`'s name over them, whatever their status."""
        return self.filter(pk__in=Byline.objects.filter(author=author).order_by().values("article"))

    def first_published_between(self, start, end):
        """Return stories published from `start` to before `end` (aware datetimes)."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def public_by_day(self, first, last):
        """Return `{date: number}` of public stories first published from `first` to `last`.

        What has a day was published or is withdrawn again: asked this way round, the index of days
        answers whatever the database believes about the rest.
        """
        found = self.filter(published_on__gte=first, published_on__lte=last)
        found = found.exclude(status=Status.WITHDRAWN).order_by().values_list("published_on")
        return dict(found.annotate(number=models.Count("pk")))

    def newest_published_at(self, language):
        """Return the moment of the newest public story in `language`, None if there is none."""
        newest = self.published().in_language(language).newest_first()
        return newest.values_list("published_at", flat=True).first()

    def for_cards(self):
        """Load what readers see of a story among others, its picture included. No more queries.

        Every further column would be turned into Python for each story of a list.
        """
        return self.select_related("picture").only(*ON_CARDS)

    def for_results(self):
        """Load what a search result shows: a card, and the text that it quotes from."""
        return self.select_related("picture").only(*ON_CARDS, "body")

    def for_lines(self):
        """Load what a line of the desk says: all but the texts, and the picture."""
        return self.select_related("picture").defer(
            "body", "compiled_body", "seo_title", "seo_description", "canonical_url"
        )

    def for_desk(self):
        """Load what a line of the desk's list says, names and picture included. One query more.

        The names are in `Article.signed`, a list: `bylines.all()` would build a query for each line
        that it never runs.
        """
        names = Byline.objects.select_related("author")
        return self.for_lines().prefetch_related(
            models.Prefetch("bylines", names, to_attr="bylines_loaded")
        )

    def for_form(self, at=None):
        """Load what the form of nearly every story says of the row besides its text.

        Who holds it and what it translates cost a query each where there is any: joined, they made
        the question three times as long for all the others.

        `open_links`: how many links for reading are open `at` a moment, by default now, or None.
        """
        links = PreviewLink.objects.open(at).filter(article=models.OuterRef("pk")).order_by()
        count = links.values("article").annotate(number=models.Count("pk")).values("number")
        return self.select_related("picture", "lock__by").annotate(
            open_links=models.Subquery(count)
        )

    def for_page(self):
        """Load what the article page shows of the row and of its main picture."""
        return self.select_related("picture").defer("body")
