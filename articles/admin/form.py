"""The form of a story: every field of it, its ordered relations included, saved as one."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User, people_at_the_desk
from articles.finding.typed import story_number
from articles.models import Article, Author, Role, Rubric
from articles.models.revision import PLAIN, content
from articles.permissions import fields_for, may_assign, visible_to
from articles.slugs import slugify
from pagecache.prepared import Prepared

from .moments import LocalMoment
from .ordered import OrderedField
from .tagging import TagsField, create
from .verbs import VERBS

#: Columns of the row that the form writes.
COLUMNS = (*PLAIN, "picture")
#: Fields that belong to moves, not to the text.
MOVING = {
    "seen", "revision_note", "note", "returned_for", "planned_at", "withdraw_at", "held_until",
    "hold_note", "assigned_to",
}  # fmt: skip
RELATIONS = ("picture", "translation_of", "rubrics", "bylines", "tags", "related")
OFFERED_AUTHORS = 30


class ArticleForm(forms.ModelForm):
    """`user` and `move` (a verb of `moves.MOVES`, or “”) are set on the class by the admin.

    The instance is a copy of the story as its newest revision has it: see `Article.edited`.
    """

    user = None
    move = ""
    #: What was typed and not saved, to go on with: `{name: [values]}`.
    typed = None
    #: What a new story begins with, by field. Fields that its writer may not write keep it, too.
    begins = {}

    kicker = forms.CharField(label=_("kicker"), max_length=60, required=False)
    headline = forms.CharField(
        label=_("headline"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
    )
    lead = forms.CharField(
        label=_("lead"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)
    slug = forms.CharField(label=_("address"), max_length=90, required=False)
    canonical_url = forms.URLField(
        label=_("original of this text elsewhere"),
        required=False,
        assume_scheme="https",
        max_length=200,
        help_text=_("Only for reprints."),
    )
    rubrics = OrderedField(
        label=_("rubrics"),
        rows=Rubric.objects.all,
        source=("articles", "article", "rubrics"),
        offered=Prepared(lambda: Rubric.objects.order_by("position", "name")),
        at_most=8,
        placeholder=_("Add a rubric"),
    )
    bylines = OrderedField(
        label=_("bylines"),
        rows=Author.objects.all,
        source=("articles", "article", "authors"),
        offered=Prepared(lambda: Author.objects.order_by("name")[:OFFERED_AUTHORS]),
        roles=Role.choices,
        placeholder=_("Add a name"),
    )
    tags = TagsField(label=_("tags"))
    related = OrderedField(
        label=_("related stories"),
        rows=Article.objects.none,
        source=("articles", "relatedstory", "related"),
        at_most=6,
        placeholder=_("Add a story"),
        typed=story_number,
    )
    translation_of = OrderedField(
        label=_("translation of"),
        rows=Article.objects.none,
        source=("articles", "article", "translation_of"),
        at_most=1,
        placeholder=_("Find the original"),
        typed=story_number,
    )
    #: The number of the revision that this form was made from.
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    revision_note = forms.CharField(label=_("What changed"), max_length=200, required=False)
    # What moves ask for.
    note = forms.CharField(
        label=_("Why it is withdrawn"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands at the story's address for readers."),
    )
    returned_for = forms.CharField(
        label=_("What is wanted"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    planned_at = LocalMoment(label=_("When"), required=False)
    withdraw_at = LocalMoment(label=_("Withdraw at"), required=False)
    held_until = LocalMoment(
        label=_("Until"), required=False, help_text=_("Empty: until somebody lifts it.")
    )
    hold_note = forms.CharField(label=_("Why"), max_length=300, required=False)
    assigned_to = forms.ModelChoiceField(
        label=_("whose turn it is"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody’s"),
    )

    class Meta:
        model = Article
        fields = COLUMNS

    def __init__(self, *args, **kwargs):
        if self.typed is not None and not args and "data" not in kwargs:
            kwargs["data"] = QueryDict(mutable=True)
            for name, values in self.typed.items():
                kwargs["data"].setlist(name, values)
        super().__init__(*args, **kwargs)
        self.row = getattr(self.instance, "row", self.instance)
        self.writable = fields_for(self.user, self.row)
        for name, field in self.fields.items():
            field.disabled = name not in self.writable | MOVING
        self.fields["assigned_to"].queryset = people_at_the_desk()
        self.fields["assigned_to"].disabled = not may_assign(self.user, self.row)
        self.initial["assigned_to"] = self.row.assigned_to_id
        self.fields["tags"].may_create = self.user.has_perm("articles.add_tag")
        self._fill_relations()

    # --- what it starts from ------------------------------------------------------------------

    def _fill_relations(self):
        article = self.instance
        for name in ("related", "translation_of"):
            self.fields[name].rows = self._visible
        if article.pk is None:
            mine = Author.objects.filter(user=self.user).first()
            self.initial["bylines"] = [(mine, Role.TEXT)] if mine else []
            self.fields["bylines"].keep([mine] if mine else [])
            # What was sent is compared with an empty story: all of it is new.
            kept = {name for name in self.begins if self.fields[name].disabled or not self.is_bound}
            self.initial |= {name: self.begins[name] for name in kept}
            self.fields["rubrics"].keep(self.begins.get("rubrics", ()))
            self.initial.setdefault("language", settings.LANGUAGE_CODE)
            return
        found = article.relations
        self.initial["seen"] = article.newest
        self._start("rubrics", found.rubrics)
        self.initial["bylines"] = found.bylines
        self.fields["bylines"].keep([author for author, _role in found.bylines])
        self._start_with_stories("related", found.related)
        self._start_with_stories("translation_of", filter(None, [found.translation_of]))
        self.initial["tags"] = found.tags

    def _visible(self):
        return visible_to(self.user, Article.objects.only("headline", "language"))

    def _start(self, name, rows):
        self.initial[name] = rows
        self.fields[name].keep(rows)

    def _start_with_stories(self, name, stories):
        """Begin with `stories`; of those this user may not see, without their names."""
        pks = [story.pk for story in stories]
        seen = self.fields[name].rows().in_bulk(pks) if pks else {}
        self._start(name, [seen.get(pk) or _hidden(pk) for pk in pks])

    # --- what comes back ----------------------------------------------------------------------

    def clean_kicker(self):
        return " ".join(self.cleaned_data["kicker"].split())

    def clean_headline(self):
        return " ".join(self.cleaned_data["headline"].split())

    def clean_slug(self):
        """Return the address in Latin letters; empty is made from the headline."""
        return slugify(self.cleaned_data["slug"], max_length=90)

    def clean_translation_of(self):
        """Return the first of a group of translations, or None."""
        chosen = self.cleaned_data["translation_of"]
        if "translation_of" not in self.changed_data:
            return self.instance.translation_of_id
        if not chosen:
            return None
        original = Article.objects.get(pk=chosen[0].pk)
        root = original.translation_of_id or original.pk
        if self.instance.pk in (root, original.pk):
            raise forms.ValidationError(_("A story is no translation of itself."))
        if self.instance.pk and self.instance.translations.exists():
            raise forms.ValidationError(
                _("Other stories are translations of this one: connect them the other way round.")
            )
        return root

    def clean(self):
        cleaned = super().clean()
        for name, sentence in VERBS[self.move].asks.items() if self.move else ():
            value = cleaned.get(name)
            if not (value.strip() if isinstance(value, str) else value) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned

    # --- what becomes of it -------------------------------------------------------------------

    @property
    def says_something_new(self):
        """Whether anything of the story itself was changed."""
        return self.instance.pk is None or bool(set(self.changed_data) - MOVING)

    def content(self, *, keeps_tags=True):
        """Return the content of the revision to be made. New tags are saved, if they are kept."""
        chosen = self.cleaned_data
        known = getattr(self.instance, "content", None)
        root = chosen["translation_of"]
        said = content(
            self.instance,
            picture=self.instance.picture,
            translation_of=root and Article.objects.only("headline").get(pk=root),
            rubrics=chosen["rubrics"],
            bylines=chosen["bylines"],
            tags=create(chosen["tags"]) if keeps_tags else chosen["tags"],
            related=chosen["related"],
        )
        if known:
            # What was not touched keeps the names it had: some of them this user may not see.
            said |= {name: known[name] for name in RELATIONS if name not in self.changed_data}
        return said


def _hidden(pk):
    """Stand in for a story whose name this user may not see: it keeps its place."""
    return Article(pk=pk, headline=str(_("a story you may not see")))
