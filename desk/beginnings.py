"""Stories that begin from a template, and templates that are made of stories."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.numbers import number_in
from articles.admin.beginnings import BEGINNINGS
from articles.admin.conflict import keeps_news
from articles.models import Article
from articles.models.revision import content_of
from articles.permissions import sees_unpublished

from .models import StoryTemplate
from .usual import add_usual

ADDED = [{"added": {}}]


def beginning_of(number):
    """Return what a story begins with from template `number`; {} if there is none."""
    template = StoryTemplate.objects.filter(pk=number_in(number)).first()
    return template.beginning() if template else {}


BEGINNINGS["template"] = beginning_of


def may_keep(user, article):
    """Tell whether `user` may make a template of `article`: everybody who writes will read it."""
    return (
        user.has_perm("desk.add_storytemplate") and article.trashed_at is None and not article.holds
    )


@require_POST
def keep(request, pk):
    """Make a template of the newest text of a story that the user may see, and open it.

    What was typed into the story and not saved waits there, unsaved.
    """
    stories, templates = map(admin.site.get_model_admin, (Article, StoryTemplate))
    article = stories.get_row(request, pk)
    if not may_keep(request.user, article):
        raise Http404
    keeps_news(stories, request, article)
    sees_newest = sees_unpublished(request.user, article)
    content = article.content_to_publish() if sees_newest else content_of(article)
    try:
        template = StoryTemplate.objects.keep(content, name=str(article))
    except IntegrityError:
        # Somebody took the name in the same moment; whoever presses again gets the next one.
        messages.error(request, _("It could not be kept just now. Press once more."))
        return redirect("admin:articles_article_change", article.pk)
    templates.log_addition(request, template, ADDED)
    messages.success(request, _("Kept as a template. Take out what only this story needs."))
    return redirect("admin:desk_storytemplate_change", template.pk)


@require_POST
def usual(request):
    """Add the four templates that most papers need, in the paper's first language."""
    if not request.user.has_perm("desk.add_storytemplate"):
        raise PermissionDenied
    templates = admin.site.get_model_admin(StoryTemplate)
    if not StoryTemplate.objects.exists():
        for template in add_usual():
            templates.log_addition(request, template, ADDED)
        messages.success(request, _("Four templates are there. Make them yours."))
    return redirect("admin:desk_storytemplate_changelist")
