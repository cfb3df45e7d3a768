"""The letters to those whom a note addresses. None that fails costs more than itself."""

import logging
import time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.permissions import may_look

from .models import Mention

log = logging.getLogger(__name__)

#: Seconds that a post office may take: whoever wrote the note waits as long.
PATIENCE = 8
#: Older letters tried again when a new one leaves.
TRIED_AGAIN = 3


def send(pks, *, host):
    """Send the letters of these mentions, and a few that failed before. Raises nothing.

    However many there are, all together wait for a slow post office no longer than one would.
    host: scheme and host that links lead to, where `SITE_URL` says nothing.
    """
    # Those tried longest ago first: some can never leave, and must not stand before the others.
    older = Mention.objects.unsent().exclude(pk__in=pks)
    older = older.order_by(F("tried_at").asc(nulls_first=True), "pk")
    waiting = [*pks, *older.values_list("pk", flat=True)[:TRIED_AGAIN]]
    until = time.monotonic() + PATIENCE
    for place, pk in enumerate(waiting):
        if time.monotonic() >= until:
            late = _("The mail server did not take it; it will be tried again.")
            Mention.objects.filter(pk__in=waiting[place:], sent_at=None).update(failure=late)
            break
        send_one(pk, host=host)


def send_one(pk, *, host=""):
    """Send one letter; return whether it left. What stands in its way is written down."""
    mention = Mention.objects.claim(pk)
    if mention is None:
        return False
    try:
        failure = _why_not(mention)
        if not failure:
            _letter(mention, host).send()
    except Exception as error:
        # Whatever a post office answers: the note stands, and says that no letter left.
        log.warning("The letter of note %s did not leave: %s", mention.note_id, error)
        failure = _("The mail server did not take it; it will be tried again.")
    sent_at = None if failure else timezone.now()
    Mention.objects.filter(pk=pk).update(failure=failure, sent_at=sent_at)
    return not failure


def _why_not(mention):
    if not mention.user.email:
        return _("There is no e-mail address.")
    if not may_look(mention.user, mention.note.article):
        return _("The story is not open to that person now.")
    return ""


def _letter(mention, host):
    note = mention.note
    with translation.override(mention.user.desk_language):
        facts = {"name": note.by or "", "article": note.article}
        subject = _("%(name)s wrote to you about “%(article)s”") % facts
        place = reverse("admin:articles_article_change", args=[note.article_id])
        link = f"{settings.SITE_URL or host}{place}#notes"
        return EmailMessage(
            " ".join(subject.split())[:200],
            "\n\n".join([subject + ":", note.text, link]),
            to=[mention.user.email],
            connection=get_connection(timeout=PATIENCE),
        )
