"""What would hurt in production, each with its remedy."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def secret_key_is_given(app_configs, **kwargs):
    if settings.SECRET_KEY_IS_LOCAL:
        return [
            Warning(
                "No SECRET_KEY is set; one was made in var/secret_key.",
                hint="Set SECRET_KEY to 50 random characters, the same on every machine.",
                id="newsroom.W001",
            )
        ]
    return []


@register(Tags.urls, deploy=True)
def site_url_is_given(app_configs, **kwargs):
    if not settings.SITE_URL:
        return [
            Error(
                "SITE_URL is not set.",
                hint="Set SITE_URL to the paper's address, for example https://paper.example.",
                id="newsroom.E001",
            )
        ]
    return []
