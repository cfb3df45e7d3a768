from django.contrib import admin

from accounts.newsroom_admin import NewsroomAdmin
from multilingual.admin import TranslatedAdmin

from .models import Condition


@admin.register(Condition)
class ConditionAdmin(TranslatedAdmin, NewsroomAdmin):
    fields = ("name", "value", "note", "fill", "position", "is_shown")
    list_display = ("name", "value", "note", "fill", "position", "is_shown")
    list_editable = ("value", "note", "fill", "position", "is_shown")
