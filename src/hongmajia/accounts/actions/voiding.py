"""Making void all by which somebody signs in, before they are invited anew."""

from allauth.socialaccount.models import SocialAccount
from django.db.models import F

from hongmajia.core.actors import Actor
from hongmajia.unions.models import User

from .factors import drop_factors


def void_sign_in(*, actor: Actor, user: User) -> bool:
    """Void the password, end all sessions, unlink accounts elsewhere, remove second factors.

    Nobody knows whose they are. Returns whether there was a second factor.
    """
    user.set_unusable_password()
    user.save(update_fields=["password", "must_change_password"])
    end_sessions(user)
    SocialAccount.objects.filter(user=user).delete()
    return drop_factors(actor=actor, user=user)


def end_sessions(user: User) -> None:
    """End all sessions of an account (``User.sessions_ended``)."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
