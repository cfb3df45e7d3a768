from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.folding import fold
from accounts.newsroom_admin import NewsroomAdmin
from articles.merging import merge_tags
from articles.models import Tag, TaggedArticle

from .addressed import AddressedForm
from .tagging import known_tags


class TagForm(AddressedForm):
    def clean_name(self):
        """Return the name, unless a tag is called so in other letters."""
        name = " ".join(self.cleaned_data["name"].split())
        if "," in name:
            raise ValidationError(_("A comma parts tags; it cannot stand in one."))
        other = known_tags({fold(name)}).get(fold(name))
        if other and other.pk != self.instance.pk:
            raise ValidationError(_("There is “%(tag)s” already."), params={"tag": other})
        return name


@admin.action(permissions=["change"], description=gettext_lazy("Merge"))
def merge(modeladmin, request, tags):
    """Ask which of the chosen tags stays, then give it the stories of the others."""
    tags = list(tags.order_by("name")[:50])
    kept = next((tag for tag in tags if str(tag.pk) == request.POST.get("kept")), None)
    if len(tags) < 2:
        modeladmin.message_user(request, _("Choose at least two tags."), messages.WARNING)
        return None
    if kept is None:
        return render(
            request,
            "admin/articles/tag/merge.html",
            {
                **modeladmin.admin_site.each_context(request),
                "title": _("Which name stays?"),
                "opts": Tag._meta,
                "tags": Tag.objects.filter(pk__in=[tag.pk for tag in tags])
                .annotate(stories=Count("uses"))
                .order_by("-stories", "name"),
            },
        )
    with transaction.atomic():
        moved = merge_tags(kept, [tag for tag in tags if tag != kept])
        modeladmin.log_change(
            request, kept, _("Merged: %(tags)s") % {"tags": ", ".join(map(str, tags))}
        )
    said = ngettext(
        "Merged into “%(tag)s”. %(number)s story changed.",
        "Merged into “%(tag)s”. %(number)s stories changed.",
        moved,
    )
    modeladmin.message_user(request, said % {"tag": kept, "number": moved}, messages.SUCCESS)
    return redirect("admin:articles_tag_changelist")


@admin.register(Tag)
class TagAdmin(NewsroomAdmin):
    form = TagForm
    fields = ["name", "slug"]
    list_display = ["name", "slug", "stories"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    list_per_page = 100
    sortable_by = ()
    actions = [merge]

    def get_queryset(self, request):
        # Counted for the tags of a page alone, not for every tag there is.
        uses = TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        # Of rows, not of their ids: PostgreSQL finds the rows of a tag in an index that has none.
        counted = uses.annotate(number=Count("*")).values("number")
        return super().get_queryset(request).annotate(story_count=Subquery(counted))

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=gettext_lazy("stories"))
    def stories(self, tag):
        return tag.story_count or 0
