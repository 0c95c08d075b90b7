"""What the union does with an application for the roll: accept, return, refuse; logged looks."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.states import check, move
from hongmajia.core.uploads import delete_file
from hongmajia.people.actions import (
    note_recruit,
    register_artisan,
    set_consent,
    set_team_member,
)
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

from ..claims import tell_claimant
from ..enums import ApplicationVerb
from ..models import Application
from ..states import APPLICATIONS
from .applying import locked_application


@transaction.atomic
def accept_application(
    *, actor: Actor, application: Application, team: Helper | None = None, group: str = ""
) -> Helper:
    """Put the applicant on the roll of the union, and into a team and its group if one is given.

    The account and the invitation come with the number. A consent counts only where the number is
    proved: nobody else can have given it. Raises what ``register_artisan`` and ``set_team_member``
    raise.
    """
    application = locked_application(application)
    check(application, APPLICATIONS, ApplicationVerb.APPROVED)
    helper = register_artisan(
        actor=actor, honours=application.honours_read, name=application.contact_name,
        union=application.union, region=application.region, phone=application.phone,
        trade=application.trade, specialities=application.specialities,
        workplace=application.workplace, skill_grade=application.skill_grade,
    )  # fmt: skip
    if team:
        set_team_member(team=team, artisan=helper, actor=actor, group=group)
    if call := application.call:
        group_of = application.wanted.name if application.wanted else ""
        note_recruit(helper=helper, union=call.union, title=call.title, group=group_of)
    if application.phone_proved_at:
        _take_over_proof(application, helper)
    _decide(application, ApplicationVerb.APPROVED, actor)
    sentence = gettext_lazy("您申请列入劳模工匠名册，%(union)s同意了")
    tell_claimant(application, actor, sentence, union=application.union.name)
    return helper


def _take_over_proof(application: Application, helper: Helper) -> None:
    user = helper.artisan.user
    assert user  # comes with the number
    proved = User.objects.filter(pk=user.pk, phone_proved_at=None)
    proved.update(phone_proved_at=application.phone_proved_at)
    set_consent(
        helper=helper, actor=user, name=application.show_name or None,
        photo=application.show_photo or None, note=in_chinese(gettext_lazy("申请入册时选的")),
    )  # fmt: skip


@transaction.atomic
def return_application(*, actor: Actor, application: Application, reason: str) -> bool:
    """Ask the applicant for more; whether they are told by text message."""
    application = locked_application(application)
    move(application, APPLICATIONS, ApplicationVerb.RETURNED, actor=actor, note=reason,
         reason=reason, audience=Audience.UNIONS, data=application.words)  # fmt: skip
    sentence = gettext_lazy("您的入册申请，工会请您补材料：%(reason)s")
    return tell_claimant(application, actor, sentence, reason=reason)


@transaction.atomic
def refuse_application(*, actor: Actor, application: Application, reason: str) -> bool:
    """Turn the application down; whether the applicant is told by text message."""
    application = locked_application(application)
    _decide(application, ApplicationVerb.REFUSED, actor, reason)
    sentence = gettext_lazy("您的入册申请，工会没有同意：%(reason)s")
    return tell_claimant(application, actor, sentence, reason=reason)


def _decide(
    application: Application, verb: ApplicationVerb, actor: Actor, reason: str = ""
) -> None:
    move(application, APPLICATIONS, verb, actor=actor, note=reason, reason=reason,
         decided_at=timezone.now(), decided_by=account_of(actor), audience=Audience.UNIONS,
         data=application.words)  # fmt: skip


@transaction.atomic
def look_at_evidence(*, actor: Actor, application: Application) -> bytes:
    """The photograph of the evidence; the look is logged."""
    _log(actor, ApplicationVerb.EVIDENCE_SEEN, application)
    with application.evidence.open() as file:
        content: bytes = file.read()
    return content


@transaction.atomic
def reveal_applicant(*, actor: Actor, application: Application) -> str:
    """The applicant's number; the look is logged."""
    _log(actor, ApplicationVerb.NUMBER_SHOWN, application)
    phone: str = application.phone
    return phone


@transaction.atomic
def forget_evidence(application: Application) -> None:
    """Delete the evidence of an application that was decided long enough ago."""
    delete_file(application.evidence)
    Application.objects.filter(pk=application.pk).update(evidence="")
    _log(None, ApplicationVerb.EVIDENCE_DELETED, application)


def _log(actor: Actor | None, verb: ApplicationVerb, application: Application) -> None:
    record(actor, verb, application, audience=Audience.UNIONS, data=application.words)
