"""Notes beside the text of a story: written, answered, settled, reopened."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import people_at_the_desk
from accounts.numbers import number_in
from articles.admin.conflict import keeps_news
from articles.audience import of_visible, who_may_look
from articles.models import Article
from articles.permissions import may_change, may_look, sees_unpublished

from .addressing import by_login, called
from .letters import send
from .models import Mention, Note

LONGEST = 4000
MOST_SUGGESTED = 8
DRAFT = "note_draft"


def may_write(user, article):
    """Tell whether `user` may write beside `article`: whoever may change it or is addressed."""
    return may_look(user, article) and (may_change(user, article) or _is_addressed(user, article))


def may_read(user, article):
    """Tell whether `user`, who may look at `article`, reads its notes.

    They speak of the text that is being written: whoever sees of a story no more than readers do
    reads none, unless addressed in one.
    """
    return sees_unpublished(user, article) or _is_addressed(user, article)


def _is_addressed(user, article):
    return Mention.objects.filter(user=user, note__article=article).exists()


def unread_by(user):
    """Return the newest dozen of what was written to `user`, with note and story. One query."""
    if not user.has_perm("articles.view_article"):
        return []
    found = of_visible(user, Mention.objects.unread_by(user), story="note__article")
    return list(found.select_related("note__by", "note__article").order_by("-note__at")[:12])


@require_POST
def write(request, pk):
    """Write a note, or answer one: `answers` and the text in `new-note` or `answer-<number>`."""
    article = _story(request, pk)
    answers = None
    if number := number_in(request.POST.get("answers")):
        answers = article.notes.filter(pk=number, answers=None).first()
        if answers is None:
            raise Http404
    field = f"answer-{answers.pk}" if answers else "new-note"
    text = request.POST.get(field, "").replace("\0", "").replace("\r\n", "\n").strip()
    people = by_login(people_at_the_desk())
    named = called(text, people)
    if fault := _fault(text, named, article):
        return _answer(request, article, fault=fault, draft={field: text})
    if answers and answers.by and answers.by.is_active and may_look(answers.by, article):
        named = list(dict.fromkeys([*named, answers.by]))
    with transaction.atomic():
        note = article.notes.create(by=request.user, text=text, answers=answers)
        if answers:
            Note.objects.filter(pk=answers.pk).update(settled_at=None, settled_by=None)
        others = [person for person in named if person != request.user]
        sent = Mention.objects.bulk_create(Mention(note=note, user=person) for person in others)
        host = f"{request.scheme}://{request.get_host()}"
        letters = [mention.pk for mention in sent]
        transaction.on_commit(lambda: send(letters, host=host), robust=True)
    return _answer(request, article)


@require_POST
def settle(request, pk, number):
    """Settle a thread, or open it again: `settled=1` or `settled=0`, which may be repeated."""
    article = _story(request, pk)
    is_settled = request.POST.get("settled") != "0"
    thread = article.notes.filter(pk=number_in(number), answers=None)
    if not thread.exists():
        raise Http404
    now, by = (timezone.now(), request.user) if is_settled else (None, None)
    thread.filter(settled_at__isnull=is_settled).update(settled_at=now, settled_by=by)
    return _answer(request, article)


@require_safe
def people(request, pk):
    """Suggest whom to address: those who may see the story and whose name begins like `q`."""
    article = _story(request, pk)
    typed = request.GET.get("q", "").replace("\0", "").casefold()[:60]
    found = []
    for person in who_may_look(people_at_the_desk(), article):
        words = [person.username, *str(person).split()]
        if any(word.casefold().startswith(typed) for word in words):
            found.append({"login": person.username, "name": str(person)})
        if len(found) == MOST_SUGGESTED:
            break
    return JsonResponse({"people": found})


def _story(request, pk):
    article = admin.site.get_model_admin(Article).get_row(request, pk)
    if not may_write(request.user, article):
        raise Http404
    return article


def _fault(text, named, article):
    if not text:
        return _("Write something first.")
    if len(text) > LONGEST:
        return _("A note has at most %(number)s characters.") % {"number": LONGEST}
    may = set(who_may_look(people_at_the_desk(), article)) if named else set()
    if strangers := [str(person) for person in named if person not in may]:
        sentence = _("%(names)s may not see this story, and cannot be addressed in it.")
        return sentence % {"names": ", ".join(strangers)}
    return ""


def _answer(request, article, fault="", draft=None):
    """Answer with the thread for its script, else with the form it stands in, words and all."""
    if request.headers.get("X-Part") == "notes":
        shown = {"row": article, "user": request.user, "fault": fault, "draft": draft or {}}
        part = render_to_string("desk/_thread.html", shown, request)
        return HttpResponse(part, status=422 if fault else 200)
    if fault:
        messages.error(request, fault)
        request.session[DRAFT] = {"article": article.pk, "typed": draft}
    kept = keeps_news(admin.site.get_model_admin(Article), request, article)
    place = reverse("admin:articles_article_change", args=[article.pk])
    return redirect(f"{place}{'?unsaved=' + kept if kept else ''}#notes")
