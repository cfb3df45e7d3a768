"""The demo stories: written, bylined, published at their hour, corrected, reacted to."""

import datetime
import random

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from articles import html
from articles.models import Action, Address, Article, Author, Rubric, Status
from articles.models.revision import content_of
from reactions.models import Emoji, Hour, Tally

from . import texts
from .bursts import a_school_reacts
from .hours import latest_of_today, moment
from .markup import Markup

# The shape of what readers press: most like, some love, few laugh.
SHARES = (0.34, 0.24, 0.15, 0.12, 0.05, 0.07, 0.03)
#: What an editor asks of whoever sent a story.
QUESTION = "@{login}, откуда цифра во втором абзаце? Нужна ссылка на источник или подпись под ней."
# What readers see, or saw.
OUT = (Status.PUBLISHED, Status.WITHDRAWN)
# Reactions in an hour, by the eighth of the day.
BEATS = (6, 3, 14, 38, 46, 42, 71, 58)
CORRECTED_AFTER = datetime.timedelta(hours=3, minutes=5)


def missing(languages):
    """Return the texts of `languages` that the paper has under no address, old or new."""
    known = set(Article.objects.values_list("language", "slug"))
    moved = {path.strip("/").rpartition("/")[2] for path in _old_paths()}
    return [
        text
        for language in languages
        for text in texts.stories(language)
        if (language, text.slug) not in known and text.slug not in moved
    ]


def _old_paths():
    return Address.objects.values_list("path", flat=True)


@transaction.atomic
def bring_out(told, *, pictures, now=None, said=lambda: None):
    """Write the texts `told`, then publish them, the oldest first.

    pictures: name → `Image`. now: aware, default this moment. said: called after each story.
    """
    now = timezone.localtime(now)
    latest = latest_of_today([text.when for text in told])
    hours = [moment(text.when, now=now, latest=latest) if text.when else None for text in told]
    desk = Desk(pictures)
    order = sorted(zip(hours, told, strict=True), key=lambda pair: pair[0] or now)
    # All rows first: stories link to one another and stand beside one another, forwards too.
    for at, text in order:
        desk.write(text, at)
    for at, text in order:
        desk.put_in(text, at, now)
        said()
    beat(now)
    a_school_reacts(now)


def beat(now):
    """Let the last day have its hours of reactions: few at night, most when people are home."""
    this = now.astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)
    chance = random.Random(this.date().isoformat())  # noqa: S311  # no secret
    hours = [this - datetime.timedelta(hours=back) for back in range(24)]
    Hour.objects.bulk_create(
        [
            Hour(
                begins_at=at,
                number=round(BEATS[timezone.localtime(at).hour // 3] * chance.uniform(0.7, 1.3)),
            )
            for at in hours
        ],
        ignore_conflicts=True,
    )


class Desk:
    """One sitting: knows the pictures, the people and the stories that are there already."""

    def __init__(self, pictures):
        self.pictures = pictures
        self.rubrics = {rubric.slug: rubric for rubric in Rubric.objects.all()}
        self.authors = {author.slug: author for author in Author.objects.select_related("user")}
        self.editor = User.objects.filter(username="editor").first()
        self.emoji = list(Emoji.objects.filter(is_active=True))
        known = Article.objects.only("language", "slug", "published_on", "translation_of")
        self.stories = {(story.language, story.slug): story for story in known}
        self.addresses = {
            place: story.get_absolute_url()
            for place, story in self.stories.items()
            if story.published_on
        }

    def write(self, text, at):
        """Save the row of `text`, as a draft without relations."""
        first = self.authors[text.authors[0][0]]
        image = self.pictures.get(text.picture)
        # What a translation translates is older than it, and so was written before.
        original = self.stories.get(("ru", text.translation_of))
        story = Article(
            language=text.language, slug=text.slug, kicker=text.kicker, headline=text.headline,
            lead=text.lead, picture=image, importance=text.importance,
            picture_caption=text.caption if image else "",
            translation_of=original, created_by=first.user or self.editor,
        )  # fmt: skip
        story.save()
        self.stories[text.language, text.slug] = story
        if text.status == Status.PUBLISHED:
            day = timezone.localdate(at)
            planned = Article(language=text.language, slug=text.slug, published_on=day)
            self.addresses[text.language, text.slug] = planned.get_absolute_url()

    def put_in(self, text, at, now):
        """Give the story of `text` its words and relations, and publish it at `at`."""
        story = self.stories[text.language, text.slug]
        story.body = self._body(text)
        if text.correction:
            story.updated_at = min(at + CORRECTED_AFTER, now)
        story.save()
        story.set_rubrics(self.rubrics[slug] for slug in text.rubrics)
        story.set_bylines((self.authors[slug], role) for slug, role in text.authors)
        story.set_related(self.stories[text.language, slug] for slug in text.related)
        story.tags.set(text.tags)
        if text.correction:
            story.corrections.create(
                text=text.correction, made_at=story.updated_at, made_by=self.editor
            )
        if text.status not in OUT:
            story.settle()
            self._bring_on(story, text, at)
            return
        story.publish(by=self.editor, at=at)
        if text.status == Status.WITHDRAWN:
            story.withdraw(by=self.editor, note=text.note)
        if text.rewritten:
            content = content_of(story) | {"lead": text.rewritten}
            story.revise(content, by=self.editor, seen=story.newest)
        self._react(story, text)

    def _bring_on(self, story, text, at):
        """Move the story as far on its way to the readers as its text says."""
        if text.status in (Status.REVIEW, Status.RETURNED):
            sent = text.note if text.status == Status.REVIEW else ""
            story.submit(by=story.created_by, note=sent)
            self._ask(story)
        if text.status == Status.RETURNED:
            story.send_back(by=self.editor, note=text.note)
        if text.status == Status.SCHEDULED:
            story.schedule(Action.PUBLISH, at, by=self.editor)
        if text.held:
            story.hold(by=self.editor, note=text.held)

    def _ask(self, story):
        """Let an editor ask whoever wrote it something, beside the text."""
        editor = User.objects.filter(username="editor").first()
        if editor is None or story.created_by in (None, editor) or story.notes.exists():
            return
        words = QUESTION.format(login=story.created_by.username)
        note = story.notes.create(by=editor, text=words)
        note.mentions.create(user=story.created_by, sent_at=note.at)

    def _body(self, text):
        library = {name: image.pk for name, image in self.pictures.items()}
        addresses = {
            slug: address
            for (language, slug), address in self.addresses.items()
            if language == text.language
        }
        return html.clean(Markup(library, addresses).html(text.text))

    def _react(self, story, text):
        """Give the story the numbers of readers who pressed long ago: a long tail, as in life."""
        chance = random.Random(f"{text.language}/{text.slug}")  # noqa: S311  # no secret
        pressed = text.reactions
        if pressed is None:
            pressed = round(min(60, 5 + chance.expovariate(1 / 14)))
        numbers = [
            round(pressed * share * chance.uniform(0.6, 1.4))
            for share, _emoji in zip(SHARES, self.emoji, strict=False)
        ]
        Tally.objects.bulk_create(
            Tally(article=story, emoji=emoji, counted=number, base=number, steps=number)
            for emoji, number in zip(self.emoji, numbers, strict=False)
            if number
        )
