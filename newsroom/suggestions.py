from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import Http404


class Suggestions(AutocompleteJsonView):
    """Rows whose names hold what was typed, as far as this user may see them."""

    def get(self, request, *args, **kwargs):
        if any("\0" in value for values in request.GET.lists() for value in values[1]):
            raise Http404
        return super().get(request, *args, **kwargs)

    def serialize_result(self, obj, to_field_name):
        """Add what the admin says of a choice beside its name: `choice_facts(row)`."""
        facts = getattr(self.model_admin, "choice_facts", lambda row: {})
        return super().serialize_result(obj, to_field_name) | facts(obj)
