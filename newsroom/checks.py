"""What would hurt in production, each with its remedy.

Errors of every start are what no request would survive; the rest is asked by `check --deploy`.
"""

import zoneinfo
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.mail.backends.console import EmailBackend as Console
from django.db import DatabaseError, connection
from django.http.request import validate_host
from django.utils.module_loading import import_string
from django.utils.translation import get_language_info

from accounts.address import trusted_networks
from paper.models import Paper


@register(Tags.translation)
def languages_are_known(app_configs, **kwargs):
    codes = [code for code, _name in settings.LANGUAGES]
    if not codes:
        yield Error(
            "LANGUAGES is empty.",
            hint="Leave it unset, or name at least one language: LANGUAGES=ru,sah,en.",
            id="newsroom.E002",
        )
    for code in codes:
        try:
            get_language_info(code)
        except KeyError:
            yield Error(
                f"LANGUAGES names “{code}”, which is no language known here.",
                hint="Write codes as ru, en or sah, or add it to newsroom/languages.py.",
                id="newsroom.E003",
            )


@register(Tags.translation)
def time_zone_is_known(app_configs, **kwargs):
    try:
        zoneinfo.ZoneInfo(settings.TIME_ZONE)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        yield Error(
            f"TIME_ZONE is “{settings.TIME_ZONE}”, which is no zone known here.",
            hint="Write it as Asia/Yakutsk or Europe/Moscow; the tzdata package holds the list.",
            id="newsroom.E004",
        )


@register(Tags.security)
def trusted_proxies_are_networks(app_configs, **kwargs):
    try:
        trusted_networks(tuple(settings.TRUSTED_PROXIES))
    except ValueError as error:
        yield Error(
            f"TRUSTED_PROXIES: {error}.",
            hint="Write addresses or networks: 127.0.0.1,10.0.0.0/8; “unix” is a local socket.",
            id="newsroom.E005",
        )


@register(Tags.database)
def replica_is_postgresql(app_configs, **kwargs):
    engines = [database["ENGINE"] for database in settings.DATABASES.values()]
    if "replica" in settings.DATABASES and not all("postgresql" in engine for engine in engines):
        yield Error(
            "DATABASE_REPLICA_URL is set, but only PostgreSQL keeps a replica up to date.",
            hint="Set both DATABASE_URL and DATABASE_REPLICA_URL to PostgreSQL, or unset it.",
            id="newsroom.E012",
        )


@register(Tags.security, deploy=True)
def secret_key_is_given(app_configs, **kwargs):
    if settings.SECRET_KEY_IS_LOCAL:
        yield Warning(
            "No SECRET_KEY is set; one was made in var/secret_key.",
            hint="Set SECRET_KEY to 50 random characters, the same on every machine.",
            id="newsroom.W001",
        )


@register(Tags.security, deploy=True)
def debug_is_off(app_configs, **kwargs):
    if settings.DEBUG:
        yield Error(
            "DEBUG is on: every error would show readers our settings.",
            hint="Unset DEBUG.",
            id="newsroom.E006",
        )


@register(Tags.urls, deploy=True)
def site_url_is_given(app_configs, **kwargs):
    address = urlsplit(settings.SITE_URL)
    if not settings.SITE_URL:
        yield Error(
            "SITE_URL is not set.",
            hint="Set SITE_URL to the paper's address, for example https://paper.example.",
            id="newsroom.E001",
        )
    elif address.scheme not in {"http", "https"} or not address.hostname or address.path:
        yield Error(
            f"SITE_URL is “{settings.SITE_URL}”, which is not the address of a site.",
            hint="Write scheme and host alone, for example https://paper.example.",
            id="newsroom.E007",
        )
    elif not validate_host(address.hostname, settings.ALLOWED_HOSTS):
        yield Error(
            f"ALLOWED_HOSTS does not allow {address.hostname}, the host of SITE_URL.",
            hint=f"Set ALLOWED_HOSTS={address.hostname}.",
            id="newsroom.E008",
        )
    elif address.scheme == "https" and not settings.TRUSTED_PROXIES:
        yield Error(
            "SITE_URL is https, but no proxy is trusted to say that a visitor came by https: "
            "every request would be sent round in circles.",
            hint="Set TRUSTED_PROXIES to the address of the proxy, for example 127.0.0.1.",
            id="newsroom.E009",
        )


@register(Tags.security, deploy=True)
def hosts_are_named(app_configs, **kwargs):
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS allows every host: anybody may have our pages speak in his name.",
            hint="Set ALLOWED_HOSTS to the names of the paper, separated by commas.",
            id="newsroom.E010",
        )


@register(Tags.security, deploy=True)
def caches_know_who_tells_them(app_configs, **kwargs):
    if settings.PURGE_URL and not settings.PURGE_SECRET:
        yield Warning(
            "PURGE_URL names a cache, but no PURGE_SECRET is set: it will not believe us.",
            hint="Set PURGE_SECRET to what stands in /etc/varnish/newsroom.secret.",
            id="newsroom.W005",
        )


@register(Tags.database, deploy=True)
def sqlite_serves_one_machine(app_configs, **kwargs):
    is_shared = "redis" in settings.CACHES["default"]["BACKEND"].lower()
    if connection.vendor == "sqlite" and is_shared:
        yield Warning(
            "CACHE_URL is shared between machines, but SQLite serves only one.",
            hint="Set DATABASE_URL to PostgreSQL, or unset CACHE_URL on a single machine.",
            id="newsroom.W002",
        )


@register(deploy=True)
def mail_leaves_the_machine(app_configs, **kwargs):
    if issubclass(import_string(settings.EMAIL_BACKEND), Console):
        yield Warning(
            "EMAIL_URL is not set: letters are only printed to the log.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example:587.",
            id="newsroom.W003",
        )


@register(deploy=True)
def imprint_is_complete(app_configs, **kwargs):
    """A registered publication is fined for a missing name of its editor-in-chief."""
    try:
        missing = Paper.current().missing_imprint()
    except DatabaseError as error:
        yield Warning(
            f"The imprint could not be read: {error}",
            hint="See that DATABASE_URL is right and run manage.py migrate.",
            id="newsroom.W004",
        )
        return
    if missing:
        yield Error(
            f"The imprint lacks: {', '.join(map(str, missing))}.",
            hint="Fill them in in the desk, under “The paper”.",
            id="newsroom.E011",
        )
