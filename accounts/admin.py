"""People who may enter the desk, and what each may do there."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from .forms import NewPersonForm, PersonForm
from .models import User
from .newsroom_admin import NewsroomAdmin
from .roles import ROLES, codes_of, grantable


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(code, role.name) for code, role in ROLES.items()]

    def queryset(self, request, queryset):
        return queryset.filter(groups__name=self.value()) if self.value() in ROLES else queryset


class ActiveFilter(admin.SimpleListFilter):
    title = _("may log in")
    parameter_name = "active"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(is_active=self.value() == "yes")
        return queryset


@admin.register(User)
class PersonAdmin(NewsroomAdmin, UserAdmin):
    """Nobody gives a right that is not theirs to give, and nobody changes their own."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ["person", "username", "roles", "email", "is_active", "last_login"]
    list_display_links = ["person"]
    list_filter = [RoleFilter, ActiveFilter]
    search_fields = ["username", "first_name", "last_name", "email"]
    ordering = ["last_name", "first_name", "username"]
    filter_horizontal = ()
    actions = None
    #: Rooms above add what limits rights to rows of theirs.
    inlines = []
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"))
    def person(self, user):
        return str(user)

    @admin.display(description=_("roles"))
    def roles(self, user):
        names = [(ROLES[code].name,) for code in codes_of(user)]
        if user.is_superuser:
            names.append((_("superuser"),))
        return format_html_join(", ", "{}", names) or "—"

    def get_fieldsets(self, request, obj=None):
        names = (_("Who"), {"fields": [("first_name", "last_name"), "email", "language"]})
        if obj is None:
            entry = {"fields": ["username", "password1", "password2"], "classes": []}
            return [names, (_("Login"), entry), (_("Rights"), {"fields": ["roles"]})]
        rights = [] if obj == request.user else ["is_active", "roles"]
        if request.user.is_superuser and obj != request.user:
            rights.append("is_superuser")
        return [
            names,
            (_("Login"), {"fields": ["username", "password", ("last_login", "date_joined")]}),
            *([(_("Rights"), {"fields": rights})] if rights else []),
        ]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"giver": request.user})

    def has_change_permission(self, request, obj=None):
        if obj is None:
            # Django asks this before it lets anybody add a person, too.
            return super().has_change_permission(request) or self.has_add_permission(request)
        return super().has_change_permission(request, obj) and _is_below(obj, request.user)

    def may_change_rights(self, request, obj=None):
        """Tell whether whoever asks may change the rights of `obj`; None: of a new person."""
        if obj is None:
            return self.has_add_permission(request)
        return obj != request.user and self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Whoever wrote for the paper is switched off, not forgotten.

        With a login goes what the log knows of it, and the name from what was done: only a login
        that nobody ever used can be deleted.
        """
        is_unused = obj is None or (obj.last_login is None and obj != request.user)
        return request.user.is_superuser and is_unused

    def construct_change_message(self, request, form, formsets, add=False):
        """Say which roles, not only that they changed."""
        said = super().construct_change_message(request, form, formsets, add)
        if "roles" in form.changed_data:
            codes = form.instance.groups.order_by("name").values_list("name", flat=True)
            names = ", ".join(str(ROLES[code].name) for code in codes if code in ROLES)
            label = _("roles")
            said.append({"changed": {"fields": [f"{label}: {names or '—'}"]}})
        return said

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.give_roles()


def _is_below(user, manager):
    if manager.is_superuser or user == manager:
        return True
    return not user.is_superuser and set(codes_of(user)) <= grantable(manager)
