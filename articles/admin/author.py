from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.newsroom_admin import NewsroomAdmin
from articles.models import Author
from images.widgets import PicturePicker
from multilingual.admin import TranslatedAdmin
from multilingual.forms import TranslatedForm

from .addressed import AddressedForm

MOST_LINKS = 12


class AuthorForm(AddressedForm, TranslatedForm):
    def clean_links(self):
        """Return one https address a line."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        check = URLValidator(schemes=["https"])
        for line in lines:
            try:
                check(line)
            except ValidationError:
                raise ValidationError(
                    _("“%(line)s” is no address that begins with https://."),
                    params={"line": line[:80]},
                ) from None
        if len(lines) > MOST_LINKS:
            raise ValidationError(
                _("No more than %(number)s links."), params={"number": MOST_LINKS}
            )
        return "\n".join(lines)


@admin.register(Author)
class AuthorAdmin(TranslatedAdmin, NewsroomAdmin):
    form = AuthorForm
    fieldsets = [
        (None, {"fields": ["name", "slug", "position", "bio", "photo"]}),
        (_("How to reach them"), {"fields": ["email", "links"]}),
        (_("Login"), {"fields": ["user"]}),
    ]
    list_display = ["name", "position", "email", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    actions = None

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "photo":
            return db_field.formfield(widget=PicturePicker())
        if db_field.name == "user":
            people = User.objects.filter(is_staff=True).order_by("last_name", "first_name")
            return db_field.formfield(queryset=people, widget=forms.Select())
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """A name that stands over a story stays."""
        may = super().has_delete_permission(request, obj)
        return may and not (obj and obj.bylines.exists())
