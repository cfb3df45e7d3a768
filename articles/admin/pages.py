"""A page of the desk's list of stories."""

from django.http import QueryDict
from django.urls import reverse

from accounts.uncounted import UncountedList
from articles.permissions import QUICK, fields_for, know_sections


class StoryList(UncountedList):
    """One page of the desk's list, each row with all that it shows."""

    def rows(self):
        return self.queryset.for_desk()

    @property
    def is_trash(self):
        """Whether it shows what was thrown away, which stands in the order of that."""
        return self.params.get("view") == "trash"

    def get_ordering(self, request, queryset):
        return ["-trashed_at", "-pk"] if self.is_trash else super().get_ordering(request, queryset)

    def get_results(self, request):
        super().get_results(request)
        know_sections(request.user, self.result_list)
        for story in self.result_list:
            story.is_quick = is_quick(request.user, story)


def is_quick(user, story):
    """Tell whether `user` may change something of `story` in its line of the list."""
    return bool(fields_for(user, story) & QUICK)


def list_address(sent):
    """Return the address of the list as it was narrowed: `back` of what was sent says how."""
    narrowed = QueryDict(sent.get("back", "").replace("\0", "")[:2000].lstrip("?"))
    address = reverse("admin:articles_article_changelist")
    return f"{address}?{narrowed.urlencode()}" if narrowed else address
