"""The whole site with a desk for stories that knows nothing but writing."""

from django.contrib import admin
from django.urls import path

from articles.editor import EditorAdminMixin
from articles.models import Article
from newsroom import urls as site


class WritingAdmin(EditorAdminMixin):
    fields = ("headline", "language", "body")

    def save_model(self, request, article, form, change):
        super().save_model(request, article, form, change)
        article.settle()


desk = admin.AdminSite(name="writing-desk")
desk.register(Article, WritingAdmin)
urlpatterns = [path("admin/desk/", (desk.get_urls(), "admin", "writing-desk")), *site.urlpatterns]
