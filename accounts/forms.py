"""What the desk asks about a person."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from .models import User
from .roles import ROLES, codes_of, grantable


class RolesMixin(forms.Form):
    """Gives and takes those roles that `giver` may give and take; others stay as they are."""

    giver: User

    roles = forms.MultipleChoiceField(
        label=_("roles"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Without a role nobody enters the desk."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "language" in self.fields:
            names = [(code, name) for code, name in settings.LANGUAGES]
            self.fields["language"] = forms.ChoiceField(
                label=self.fields["language"].label,
                choices=[("", _("the paper's first language")), *names],
                required=False,
            )
        if self.instance.pk == self.giver.pk:
            # Nobody changes their own rights, whatever the page shows.
            del self.fields["roles"]
        if "roles" in self.fields:
            may_give = grantable(self.giver)
            self.fields["roles"].choices = [
                (code, role.name) for code, role in ROLES.items() if code in may_give
            ]
            if self.instance.pk:
                self.initial["roles"] = [
                    code for code in codes_of(self.instance) if code in may_give
                ]

    def give_roles(self):
        """Write what was chosen. Whoever has a role may enter the desk."""
        if "roles" not in self.fields:
            return
        may_give = grantable(self.giver)
        kept = self.instance.groups.exclude(name__in=may_give)
        chosen = Group.objects.filter(name__in=set(self.cleaned_data["roles"]) & may_give)
        self.instance.groups.set([*kept, *chosen])
        self.instance.is_staff = self.instance.is_superuser or self.instance.groups.exists()
        self.instance.save(update_fields=["is_staff"])


class PersonForm(RolesMixin, UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User


class NewPersonForm(RolesMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "language")
