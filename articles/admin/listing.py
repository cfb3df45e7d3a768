"""What the desk's list of stories offers: views, filters, search, moves of many at once."""

from django.urls import reverse
from django.utils import timezone

from accounts.newsroom_admin import NewsroomAdmin
from accounts.uncounted import UncountedPaginator
from articles.finding.stories import stories_about

from . import filters, moves, undoing
from .pages import StoryList


class ListOfStories(NewsroomAdmin):
    """The half of the stories' admin that answers for the list."""

    list_display = ["headline"]
    list_filter = [
        filters.ViewFilter,
        filters.StatusFilter,
        filters.RubricFilter,
        filters.TimeFilter,
        filters.AuthorFilter,
        filters.LanguageFilter,
    ]
    list_per_page = 50
    search_fields = ["headline"]
    ordering = ["-saved_at", "-pk"]
    sortable_by = ()
    paginator = UncountedPaginator
    action_form = moves.MovesForm
    actions = [moves.publish, moves.withdraw, moves.trash, moves.untrash]

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_actions(self, request):
        actions = super().get_actions(request)
        # A story is deleted from its own page, after a look at it.
        actions.pop("delete_selected", None)
        is_trash = request.GET.get("view") == "trash"
        return {name: actions[name] for name in actions if (name == "untrash") == is_trash}

    def changelist_view(self, request, extra_context=None):
        offered = {"moves": self.get_actions(request), "undo": undoing.offered(request)}
        return super().changelist_view(request, offered | (extra_context or {}))

    def get_search_results(self, request, queryset, search_term):
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(trashed_at=None)
        return stories_about(queryset, search_term), False

    def choice_facts(self, article):
        """Say beside a suggested story what tells it from others of that name."""
        day = article.published_on or timezone.localdate(article.saved_at)
        return {"sub": f"{day:%d.%m.%Y}"}
