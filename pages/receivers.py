"""What pages do when a picture of theirs changes, and where they show pictures."""

from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from images.audience import shown_where
from images.signals import image_changed
from images.usage import Place, stands_in

from .models import ImageOnPage, Page


@receiver(image_changed)
def renew_pages(sender, image, **kwargs):
    """Compile the pages that show `image` again."""
    for page in Page.objects.filter(images__image=image):
        page.save()


shown_where(lambda: Exists(ImageOnPage.objects.filter(image=OuterRef("pk"), page__is_public=True)))

stands_in(
    lambda: ImageOnPage.objects.select_related("page"),
    image="image",
    visible_to=lambda user, uses: uses if user.has_perm("pages.view_page") else uses.none(),
    place=lambda use: Place(
        use.page.title, reverse("admin:pages_page_change", args=[use.page_id]), _("page")
    ),
)
