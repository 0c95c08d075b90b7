"""Periodic tasks of the accounts room."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import LONG, SHORT
from hongmajia.unions.models import User

from .actions.deciding import LICENCE_KEPT, forget_licence
from .actions.enrolling import forget_evidence
from .actions.recruiting import remind_of_call
from .enums import ClaimState
from .models import Application, Claim, PastPassword, RecruitingCall, SignIn
from .policy import password_days

KEPT = timedelta(days=180)


@task(queue_name=LONG)
def forget_sign_ins() -> None:
    """Delete what is known of sign-ins half a year ago, and of sessions that ended.

    The last sign-in of each account stays, so that the next is not taken for the first.
    """
    later = SignIn.objects.filter(user=OuterRef("user"), pk__gt=OuterRef("pk"))
    old = SignIn.objects.filter(at__lt=timezone.now() - KEPT)
    SignIn.objects.filter(
        pk__in=list(old.filter(Exists(later)).values_list("pk", flat=True))
    ).delete()
    there = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.exclude(Exists(there)).delete()


@task(queue_name=LONG)
def expire_passwords() -> None:
    """Let passwords be changed that are older than the setting allows."""
    days = password_days()
    if not days:
        return
    oldest = timezone.now() - timedelta(days=days)
    newer = PastPassword.objects.filter(user=OuterRef("pk"), set_at__gt=oldest)
    with_password = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    with_password.filter(must_change_password=False).exclude(Exists(newer)).filter(
        Exists(PastPassword.objects.filter(user=OuterRef("pk")))
    ).update(must_change_password=True)


@task(queue_name=SHORT)
def remind_of_chosen() -> None:
    """Remind the cadres once of each call whose chosen applicants have waited too long."""
    late = Application.objects.chosen().filter(
        state=ClaimState.SUBMITTED, due_at__lt=timezone.now(), reminded_at=None
    )
    calls = RecruitingCall.objects.filter(pk__in=late.order_by().values("call"))
    for call in calls.select_related("union"):
        remind_of_call(call)


@task(queue_name=SHORT)
def forget_licences() -> None:
    """Delete the licences and the evidence of what was decided a week ago."""
    over = {"decided_at__lt": timezone.now() - LICENCE_KEPT}
    for claim in Claim.objects.filter(**over).exclude(licence=""):
        forget_licence(claim)
    for application in Application.objects.filter(**over).exclude(evidence=""):
        forget_evidence(application)
