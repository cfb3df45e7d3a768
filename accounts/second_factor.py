"""The second factor of somebody at the desk: an app with codes, or a passkey."""

from allauth.mfa.models import Authenticator

#: Recovery codes alone are none: they stand in for one that is not at hand.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user):
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def remove_second_factor(user):
    """Remove all of it, recovery codes included; return how many parts there were."""
    _rows, by_model = Authenticator.objects.filter(user_id=user.pk).delete()
    return by_model.get(Authenticator._meta.label, 0)
