from django.contrib import admin

from .models import Page


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    fields = ("title", "slug", "language", "body", "position", "is_in_footer")
    list_display = ("title", "slug", "language", "position", "is_in_footer")
    list_filter = ("language", "is_in_footer")
    search_fields = ("title", "slug")
