"""What whoever applies for the roll does: apply, add what was missing, withdraw."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.states import move
from hongmajia.core.uploads import delete_file
from hongmajia.needs.queries import receiving_union, union_side
from hongmajia.notices.telling import tell
from hongmajia.unions.models import Region, Union
from hongmajia.unions.queries import nearest_union_with_cadre, paths_above

from ..claims import decide_path
from ..enums import ApplicationVerb
from ..models import Application, RecruitingCall
from ..states import APPLICATIONS

FILE = "evidence.jpg"


@transaction.atomic
def submit_application(
    *,
    actor: Actor,
    code: str,
    evidence: "File[Any]",
    proved_at: datetime | None,
    call: RecruitingCall | None = None,
    **facts: Any,
) -> Application:
    """Hand an application to the union of the call, or of the region where there is no call.

    ``code`` is the one that the form was given; ``proved_at`` is when the number was proved, if it
    was. Raises ``ValidationError`` for invalid facts, ``Refused`` when the same person has applied
    already, when the call is over, and where no union has a cadre.
    """
    mine = Application(
        code=code, call=call, claimant=account_of(actor), phone_proved_at=proved_at, **facts
    )
    same = Application.objects.open().filter(contact_name=mine.contact_name, phone=mine.phone)
    if same.exists():
        raise Refused(_("您已经申请过，工会还在核对，凭追踪码能查。"))
    if call and not call.is_open:
        raise Refused(_("这次招募已经结束了，可以直接向当地工会申请。"))
    _refuse_group(mine)
    mine.union = deciding_union(call, mine.region)
    mine.full_clean(exclude=["evidence"])
    mine.evidence.save(FILE, evidence, save=False)
    mine.save()
    move(mine, APPLICATIONS, ApplicationVerb.SUBMITTED, actor=actor, audience=Audience.UNIONS,
         data=mine.words)  # fmt: skip
    announce_application(mine, actor)
    return mine


def _refuse_group(mine: Application) -> None:
    """Raise ``Refused`` for no group where the call has some, and for one of another call."""
    if mine.wanted and mine.wanted.call_id != mine.call_id:
        raise Refused(_("这次招募没有这一组。"))
    if mine.call and not mine.wanted and mine.call.groups.exists():
        raise Refused(_("请选申请哪一组。"))


def deciding_union(call: RecruitingCall | None, region: Region) -> Union:
    """The union that decides: the call's or the region's, or the nearest above with a cadre.

    Raises ``Refused`` where there is none.
    """
    if call is None:
        return receiving_union(None, region)
    union = nearest_union_with_cadre(paths_above(call.union.path))
    return union or receiving_union(None, region)


@transaction.atomic
def resubmit_application(
    *, actor: Actor, application: Application, evidence: "File[Any] | None" = None, **facts: Any
) -> Application:
    """Hand in again what the union returned, with other evidence if some was added."""
    mine = locked_application(application)
    changes = dict(facts)
    if evidence:
        delete_file(mine.evidence)
        mine.evidence.save(FILE, evidence, save=False)
        changes["evidence"] = mine.evidence
    move(mine, APPLICATIONS, ApplicationVerb.RESUBMITTED, actor=actor, audience=Audience.UNIONS,
         data=mine.words, **changes)  # fmt: skip
    announce_application(mine, actor)
    return mine


@transaction.atomic
def withdraw_application(*, actor: Actor, application: Application) -> Application:
    """End an application that is not decided; its evidence is deleted at once."""
    mine = locked_application(application)
    delete_file(mine.evidence)
    move(mine, APPLICATIONS, ApplicationVerb.WITHDRAWN, actor=actor, audience=Audience.UNIONS,
         data=mine.words, decided_at=timezone.now(), evidence="")  # fmt: skip
    sentence = gettext_lazy("%(person)s撤回了入册申请，不用再核对")
    tell(union_side(mine.union), sentence, decide_path(mine), actor, **mine.words)
    return mine


def announce_application(application: Application, actor: Actor) -> None:
    """Tell the cadres who are to decide it."""
    sentence = gettext_lazy("%(person)s申请列入劳模工匠名册，等您核对")
    page = decide_path(application)
    tell(union_side(application.union), sentence, page, actor, **application.words)


def locked_application(application: Application) -> Application:
    """The application as it is now, locked."""
    rows = Application.objects.select_for_update(of=("self",))
    related = rows.select_related(
        "union", "region", "claimant", "call__team__helper", "call__union", "wanted"
    )
    found: Application = related.get(pk=application.pk)
    return found
