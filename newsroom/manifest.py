"""The paper as an icon on a telephone's screen."""

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from pagecache.remembered import furniture
from pagecache.tags import depends_on

# The ground of the light and of the dark page (`tokens.css`); a manifest cannot read CSS.
GROUND = "#fcfcfa"


@require_safe
def manifest(request):
    depends_on("paper")
    paper = furniture(request).paper
    return JsonResponse(
        {
            "id": "/",
            "name": str(paper),
            "short_name": str(paper)[:12],
            "description": paper.local.description,
            "lang": settings.LANGUAGE_CODE,
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": GROUND,
            "theme_color": GROUND,
            "icons": [
                {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"},
                {"src": static("icon-192.png"), "sizes": "192x192", "type": "image/png"},
                {"src": static("icon-512.png"), "sizes": "512x512", "type": "image/png"},
                {
                    "src": static("icon-maskable-512.png"),
                    "sizes": "512x512",
                    "type": "image/png",
                    "purpose": "maskable",
                },
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
