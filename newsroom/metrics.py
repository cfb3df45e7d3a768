"""Numbers for Prometheus, asked of the database at the moment they are asked for.

Nothing is counted on the way and pushed around: the numbers are right after a restart, and the
same from every process.
"""

from django.conf import settings
from django.db.models import Count, Max, Min, Sum
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.address import client_address, comes_through_a_proxy, is_trusted
from articles.clocks import seconds_ahead
from articles.models import Article, Schedule, Status
from backups.models import Backup
from pagecache.models import Clock
from reactions.models import Step, Tally

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Whoever sets one of these speaks for somebody else.
FORWARDING = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


@require_safe
def metrics(request):
    """Answer our own machines; to all others there is nothing here."""
    if not is_ours(request):
        raise Http404
    lines = [line for family in families(timezone.now()) for line in written(*family)]
    response = HttpResponse("\n".join(lines) + "\n", content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_ours(request):
    """Say whether the question comes from this machine or from one of `TRUSTED_PROXIES`.

    A forwarded question counts for whom it was forwarded for; one forwarded by a proxy that
    nobody named may come from anywhere.
    """
    is_forwarded = any(name in request.headers for name in FORWARDING)
    if is_forwarded and not comes_through_a_proxy(request.META):
        return False
    address = client_address(request)
    return is_trusted(address) or (address is not None and address.is_loopback)


def families(now):
    """Yield `(name, type, help, [(labels, value), …])`. Nine queries."""
    by_status = dict(Article.objects.values_list("status").annotate(Count("pk")).order_by())
    yield (
        "newsroom_stories", "gauge", "Stories by status.",
        [({"status": status}, by_status.get(status, 0)) for status in Status.values],
    )  # fmt: skip
    newest = [
        ({"language": language}, Article.objects.newest_published_at(language))
        for language, _name in settings.LANGUAGES
    ]
    yield (
        "newsroom_newest_story_age_seconds", "gauge", "Age of the newest public story.",
        [(labels, (now - at).total_seconds()) for labels, at in newest if at],
    )  # fmt: skip
    late = Schedule.objects.late(now).aggregate(number=Count("pk"), oldest=Min("at"))
    yield (
        "newsroom_schedules_late", "gauge", "Plans whose hour has passed.", [({}, late["number"])]
    )  # fmt: skip
    yield (
        "newsroom_schedules_late_seconds", "gauge", "How late the oldest of them is.",
        [({}, (now - late["oldest"]).total_seconds() if late["oldest"] else 0)],
    )  # fmt: skip
    yield (
        "newsroom_clock_skew_seconds", "gauge", "How far the database's clock is ahead of ours.",
        [({}, round(seconds_ahead(), 3))],
    )  # fmt: skip
    waiting = Step.objects.aggregate(number=Count("pk"), oldest=Min("at"))
    yield (
        "newsroom_reactions_waiting", "gauge", "Presses stored but not yet added up.",
        [({}, waiting["number"])],
    )  # fmt: skip
    yield (
        "newsroom_reactions_waiting_age_seconds", "gauge", "How long the oldest of them waits.",
        [({}, (now - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0)],
    )  # fmt: skip
    yield (
        "newsroom_reactions_tallied", "gauge", "Presses added up, those taken back subtracted.",
        [({}, Tally.objects.aggregate(number=Sum("counted"))["number"] or 0)],
    )  # fmt: skip
    yield (
        "newsroom_changes_total", "counter", "Changes that renewed a page, since the first.",
        [({}, Clock.objects.aggregate(now=Max("now"))["now"] or 0)],
    )  # fmt: skip
    backup = Backup.newest()
    yield (
        "newsroom_backup_age_seconds", "gauge", "Age of the last good backup; none: never.",
        [({}, (now - backup.made_at).total_seconds())] if backup else [],
    )  # fmt: skip
    yield (
        "newsroom_backup_bytes", "gauge", "Its size.",
        [({}, backup.size_bytes)] if backup else [],
    )  # fmt: skip


def written(name, kind, meaning, samples):
    """Yield the lines of one family in Prometheus's text format."""
    yield f"# HELP {name} {meaning}"
    yield f"# TYPE {name} {kind}"
    for labels, value in samples:
        inside = ",".join(f'{key}="{escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{inside}}} {value}" if labels else f"{name} {value}"


def escaped(text):
    return str(text).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
