"""The form of a story: every field of it, its ordered relations included, saved as one."""

from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Author, Role, Rubric
from articles.permissions import fields_for, visible_to
from articles.slugs import slugify

from .ordered import OrderedField
from .tagging import TagsField, create
from .typed import story_number

#: Columns of the row that the form writes.
COLUMNS = (
    "kicker", "headline", "lead", "body", "picture", "picture_caption", "language",
    "importance", "has_reactions", "age_mark", "slug", "seo_title", "seo_description",
    "canonical_url",
)  # fmt: skip
#: What readers read: a change of it dates the story anew. Where it stands does not.
READ = {"kicker", "headline", "lead", "body", "picture", "picture_caption", "bylines", "age_mark"}
OFFERED_AUTHORS = 30
OFFERED_STORIES = 10


class ArticleForm(forms.ModelForm):
    """`user` and `move` (“”, “publish”, “withdraw”) are set on the class by the admin."""

    user = None
    move = ""

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
        offered=lambda: Rubric.objects.order_by("position", "name"),
        at_most=8,
        placeholder=_("Add a rubric"),
    )
    bylines = OrderedField(
        label=_("bylines"),
        rows=Author.objects.all,
        source=("articles", "article", "authors"),
        offered=lambda: Author.objects.order_by("name")[:OFFERED_AUTHORS],
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
    #: Which state of the story this form was made from.
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=80)
    note = forms.CharField(
        label=_("Why it is withdrawn"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands at the story's address for readers."),
    )

    class Meta:
        model = Article
        fields = COLUMNS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.writable = fields_for(self.user, self.instance)
        for name, field in self.fields.items():
            field.disabled = name not in self.writable | {"seen", "note"}
        self.fields["tags"].may_create = self.user.has_perm("articles.add_tag")
        self._fill_relations()

    # --- what it starts from ------------------------------------------------------------------

    def _fill_relations(self):
        article = self.instance
        visible = visible_to(self.user, Article.objects.only("headline", "language"))
        for name in ("related", "translation_of"):
            self.fields[name].rows = visible.all
        if article.pk is None:
            mine = Author.objects.filter(user=self.user).first()
            self.initial["bylines"] = [(mine, Role.TEXT)] if mine else []
            self.fields["bylines"].keep([mine] if mine else [])
            self.initial.setdefault("language", settings.LANGUAGE_CODE)
            return
        self.initial["seen"] = state_of(article)
        self._start("rubrics", [p.rubric for p in article.placements.select_related("rubric")])
        signed = list(article.bylines.select_related("author"))
        self.initial["bylines"] = [(byline.author, byline.role) for byline in signed]
        self.fields["bylines"].keep([byline.author for byline in signed])
        beside = article.related_stories.values_list("related", flat=True)
        self._start_with_stories("related", list(beside))
        self._start_with_stories("translation_of", [article.translation_of_id or 0])
        self.initial["tags"] = [use.tag for use in article.tag_uses.select_related("tag")]

    def _start(self, name, rows):
        self.initial[name] = rows
        self.fields[name].keep(rows)

    def _start_with_stories(self, name, pks):
        """Begin with stories of `pks`; of those this user may not see, without their names."""
        pks = [pk for pk in pks if pk]
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
        if self.instance.pk and cleaned.get("seen") != state_of(self.instance):
            # What is sent again after this was read is meant to replace the other text.
            self.data = self.data.copy()
            self.data["seen"] = state_of(self.instance)
            self.add_error(
                None,
                _(
                    "Somebody else saved or moved this story at %(hour)s, after you opened it. "
                    "Your text is still here. Look at theirs in another window; if you save "
                    "again, yours replaces it."
                )
                % {"hour": date_format(localtime(self.instance.saved_at), "TIME_FORMAT")},
            )
        if self.move == "withdraw" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why: readers who come to the address will see it."))
        return cleaned

    @property
    def changes_what_readers_read(self):
        return bool(READ & set(self.changed_data))

    def save_row(self, article):
        """Write the columns this form may write, and no others: a move of the same moment stays."""
        if "translation_of" in self.changed_data:
            article.translation_of_id = self.cleaned_data["translation_of"]
        if article.pk is None:
            article.save()
            return
        written = {name for name in COLUMNS if name in self.writable} | {"slug"}
        written |= {"translation_of", "saved_at", "updated_at"}
        try:
            with transaction.atomic():
                article.save(update_fields=written)
        except IntegrityError:
            # Another story of that day took the address since this form was checked.
            article.slug = article.free_slug(article.published_on)
            article.save(update_fields=written)

    def _save_m2m(self):
        """Write the ordered relations that changed; of a new story all of them."""
        article, is_new, chosen = self.instance, not self.initial.get("seen"), self.cleaned_data
        if is_new or "rubrics" in self.changed_data:
            article.set_rubrics(chosen["rubrics"])
        if is_new or "bylines" in self.changed_data:
            article.set_bylines(chosen["bylines"])
        if is_new or "related" in self.changed_data:
            article.set_related(chosen["related"])
        if is_new or "tags" in self.changed_data:
            article.tags.set(create(chosen["tags"]), clear=True)


def state_of(article):
    """Return what tells one saved state of a story from another."""
    return f"{article.status} {article.saved_at.isoformat()}"


def _hidden(pk):
    """Stand in for a story whose name this user may not see: it keeps its place."""
    return Article(pk=pk, headline=str(_("a story you may not see")))
