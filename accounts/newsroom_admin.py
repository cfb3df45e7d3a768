"""The base of every admin of the desk: it answers only what it offers."""

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .folding import holding
from .numbers import number_in

LONGEST_QUESTION = 200
LONGEST_PARAMETER = 2000
MOST_WORDS = 10


class ToBeRead:
    """For an admin of what comes about elsewhere: nobody types, changes or deletes it here."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class NewsroomAdmin(admin.ModelAdmin):
    """A ModelAdmin whose lists cannot be asked for more than their own filters ask.

    Django's admin lets anybody who sees a list filter it by any column of the row, hidden ones
    included, by prefix or by regular expression: an oracle, and on some databases a crash.
    """

    #: Lookups that pages of ours put into addresses beside those of `list_filter`.
    permitted_lookups: tuple[str, ...] = ()

    #: “example.org” typed by hand is meant as https.
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def lookup_allowed(self, lookup, value, request):
        return lookup in self.permitted_lookups or lookup in set(self._filter_lookups(request))

    def _filter_lookups(self, request):
        for item in self.get_list_filter(request):
            name = item[0] if isinstance(item, tuple | list) else item
            if hasattr(name, "parameter_name"):
                yield name.parameter_name
            if isinstance(name, str):
                yield from (name, f"{name}__exact", f"{name}__id__exact", f"{name}__isnull")

    def changelist_view(self, request, extra_context=None):
        _refuse_unreadable(request.GET)
        extra = {"title": capfirst(self.opts.verbose_name_plural), "subtitle": None}
        try:
            return super().changelist_view(request, extra | (extra_context or {}))
        except IncorrectLookupParameters as error:
            raise SuspiciousOperation from error

    def response_action(self, request, queryset):
        """Act on rows whose numbers are numbers."""
        request.POST = request.POST.copy()
        sent = request.POST.getlist(ACTION_CHECKBOX_NAME)
        chosen = [pk for pk in sent if number_in(pk) is not None]
        request.POST.setlist(ACTION_CHECKBOX_NAME, chosen)
        return super().response_action(request, queryset)

    def get_search_results(self, request, queryset, search_term):
        """Find the rows that hold every word, whatever its case, on every database.

        The first few words alone: a question of 200,000 letters is none.
        """
        columns = self.get_search_fields(request)
        return holding(queryset, columns, " ".join(words_of(search_term))), False

    def get_object(self, request, object_id, from_field=None):
        """Return the row, if this user may know of it; answer 404 otherwise."""
        if "\0" in object_id:
            raise Http404
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_changelist_formset(self, request, **kwargs):
        """Name the inputs of an editable list for those who cannot see its head."""
        rows = super().get_changelist_formset(request, **kwargs)
        for field in rows.form.base_fields.values():
            field.widget.attrs.setdefault("aria-label", field.label)
        return rows

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Call the page what the row is called: “Change …” declines no noun."""
        name = self.opts.verbose_name
        titles = {"title": str(obj) if obj else _("New: %(name)s") % {"name": name}}
        context = {**context, **titles, "subtitle": None, **self.page_facts(request, obj)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_facts(self, request, obj):
        """Return what the form's template shows beside the form. `obj` is None for a new row."""
        return {}

    def get_deleted_objects(self, objs, request):
        """Name what is to be deleted and nothing that hangs on it: that may be hidden."""
        _shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return [str(row) for row in objs], counts, lacking, protected


def words_of(question):
    """Return the words of a search that are searched for."""
    return question[:LONGEST_QUESTION].replace("\0", "").split()[:MOST_WORDS]


def _refuse_unreadable(parameters):
    """Answer 400 to what no link or form of ours sends and no database takes."""
    for name, values in parameters.lists():
        for text in (name, *values):
            if "\0" in text or (len(text) > LONGEST_PARAMETER and name != "q"):
                raise SuspiciousOperation("unreadable parameter")
