"""What story templates do when tags are merged, and where they show pictures."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.merging import when_tags_merge
from images.usage import Place, stands_in

from .models import ImageInTemplate, StoryTemplate

when_tags_merge(lambda kept, others: StoryTemplate.objects.merge_tags(kept, others))

stands_in(
    lambda: ImageInTemplate.objects.select_related("template"),
    image="image",
    visible_to=lambda user, uses: uses if user.has_perm("desk.view_storytemplate") else uses.none(),
    place=lambda use: Place(
        use.template.name,
        reverse("admin:desk_storytemplate_change", args=[use.template_id]),
        _("story template"),
    ),
)
