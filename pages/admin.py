from django.contrib import admin

from accounts.newsroom_admin import NewsroomAdmin
from articles.editor import EditorAdminMixin

from .models import Page


@admin.register(Page)
class PageAdmin(EditorAdminMixin, NewsroomAdmin):
    fields = ("title", "slug", "language", "body", "position", "is_in_footer", "is_public")
    list_display = ("title", "slug", "language", "position", "is_in_footer", "is_public")
    list_filter = ("language", "is_in_footer", "is_public")
    search_fields = ("title", "slug")
