"""What a ModelAdmin needs to show the editor."""

from django.contrib.admin import ModelAdmin
from js_asset import Media

from .fields import BodyField


class EditorAdminMixin(ModelAdmin):
    """Edits the text fields named in `body_fields` as a column of the paper."""

    body_fields = ("body",)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name not in self.body_fields:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return BodyField(
            label=db_field.verbose_name,
            help_text=db_field.help_text,
            required=not db_field.blank,
        )

    def render_change_form(self, request, context, *args, **kwargs):
        # The import map is an inline script: without the nonce the page has no editor.
        context["media"] = Media.from_media(context["media"], nonce=request.csp_nonce)
        return super().render_change_form(request, context, *args, **kwargs)
