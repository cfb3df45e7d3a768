"""robots.txt: what machines may read, and where the lists of addresses are."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.absolute import absolute, in_edition


@require_safe
def robots(request):
    """Everything public may be read; endless search results and the desk are no reading."""
    closed = ["/admin/", *(in_edition("/search/", code) for code, _name in settings.LANGUAGES)]
    maps = [absolute(request, reverse(name)) for name in ("sitemap", "news_sitemap")]
    lines = ["User-agent: *"]
    lines += [f"Disallow: {path}" for path in closed]
    lines += ["", *(f"Sitemap: {address}" for address in maps), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
