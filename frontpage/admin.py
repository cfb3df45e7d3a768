from django.contrib import admin

from multilingual.admin import TranslatedAdmin

from .models import Condition


@admin.register(Condition)
class ConditionAdmin(TranslatedAdmin):
    fields = ("name", "value", "note", "fill", "position", "is_shown")
    list_display = ("name", "value", "note", "fill", "position", "is_shown")
    list_editable = ("value", "note", "fill", "position", "is_shown")
