"""No link dies: whoever asks where a story once stood is sent to where it stands."""

from django.http import HttpResponseRedirect

from .models import UNPUBLISHED, Address

LONGEST = Address._meta.get_field("path").max_length


class OldAddressMiddleware:
    """Looks an address up among the old ones, and only when nothing else answers to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            article = moved_from(request.path)
            if article is not None:
                return HttpResponseRedirect(article.get_absolute_url(), status=301)
        return response


def moved_from(path):
    """Return the story that once stood at `path`, None if none did or it was never public."""
    if len(path) > LONGEST or not path.isprintable():
        return None
    found = Address.objects.filter(path=path).exclude(article__status__in=UNPUBLISHED)
    address = found.select_related("article").first()
    return address and address.article
