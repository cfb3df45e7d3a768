"""Every address of the site. Russian (the first language) has no prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles.previewing import by_link
from articles.stylesheet import stylesheet

from . import manifest, robots, sitemaps

urlpatterns = [
    path("paper-<slug:name>.css", stylesheet, name="stylesheet"),
    path("robots.txt", robots.robots, name="robots"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-sections.xml", sitemaps.sections, name="sitemap_sections"),
    path("sitemap-stories-<int:part>.xml", sitemaps.stories, name="sitemap_stories"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path("admin/writing/", include("articles.editor.urls")),
    path("admin/", include("accounts.urls")),
    path("admin/", include("desk.urls")),
    path("admin/", admin.site.urls),
    path("preview/<str:token>/", by_link, name="preview"),
    path("", include("images.urls")),
    path("", include("reactions.urls")),
    path("", include("wordpress.urls")),
    *i18n_patterns(
        path("", include("frontpage.urls")),
        path("", include("search.urls")),
        path("", include("articles.urls")),
        # Last: a plain page may have any address that is still free.
        path("", include("pages.urls")),
        prefix_default_language=False,
    ),
]

handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler429 = "newsroom.errors.too_many"
handler500 = "newsroom.errors.server_error"
