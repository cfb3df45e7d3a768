"""A page of the library's grid."""

from accounts.uncounted import UncountedList
from images.models import Image


class Shelf(UncountedList):
    """One page of the library; one more query tells where its pictures stand."""

    def get_results(self, request):
        super().get_results(request)
        page = Image.objects.filter(pk__in=[image.pk for image in self.result_list])
        found = {image.pk: image for image in page.with_use_counts().with_audience()}
        for image in self.result_list:
            counted = found.get(image.pk)
            image.use_count = counted.use_count if counted else 0
            image.is_shown = bool(counted and counted.is_shown)
