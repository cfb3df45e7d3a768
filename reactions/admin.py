"""The editors' side: which emoji there are, and how readers reacted. Nobody types a number in."""

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.newsroom_admin import NewsroomAdmin, ToBeRead
from accounts.uncounted import UncountedList, UncountedPaginator
from multilingual.admin import TranslatedAdmin
from pagecache.remembered import furniture

from .counts import counts_of_many
from .models import Emoji, Story


@admin.register(Emoji)
class EmojiAdmin(TranslatedAdmin, NewsroomAdmin):
    """The buttons, in the order in which readers see them."""

    list_display = ["symbol", "label", "slug", "position", "is_active"]
    list_display_links = ["symbol", "label"]
    list_editable = ["position", "is_active"]
    ordering = ["position", "pk"]
    fields = ["symbol", "name", "slug", "position", "is_active"]

    @admin.display(description=_("name"))
    def label(self, emoji):
        return str(emoji)

    def get_readonly_fields(self, request, obj=None):
        # Browsers remember by this address what their reader pressed.
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """Only what nobody ever pressed can be deleted; the rest is switched off."""
        may = super().has_delete_permission(request, obj)
        return may and obj is not None and not obj.is_used


class StoriesWithCounts(UncountedList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = counts_of_many(story.pk for story in self.result_list)
        for story in self.result_list:
            story.counts = found[story.pk]


@admin.register(Story)
class StoryAdmin(ToBeRead, NewsroomAdmin):
    """The numbers of every public story, to look at."""

    list_display_links = None
    list_per_page = 50
    ordering = ["-pk"]
    show_full_result_count = False
    paginator = UncountedPaginator

    def get_queryset(self, request):
        return super().get_queryset(request).public().for_lines()

    def get_changelist(self, request, **kwargs):
        return StoriesWithCounts

    def get_list_display(self, request):
        return ["story", "published", "total", *map(number_of, furniture(request).emoji)]

    @admin.display(description=_("story"))
    def story(self, story):
        return format_html('<a href="{}">{}</a>', story.get_absolute_url(), story)

    @admin.display(description=_("published at"))
    def published(self, story):
        return story.published_at

    @admin.display(description=_("in all"))
    def total(self, story):
        return format_html("<b>{}</b>", story.counts.total)


def number_of(emoji):
    """Return the column of `emoji`."""

    @admin.display(description=emoji.symbol)
    def number(story):
        return story.counts.numbers[emoji.slug]

    number.__name__ = f"number_{emoji.pk}"
    return number
