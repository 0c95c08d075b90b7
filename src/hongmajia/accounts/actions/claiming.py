"""What whoever claims an enterprise does: claim it, add what was missing, withdraw, come in."""

from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.states import move
from hongmajia.core.uploads import delete_file
from hongmajia.needs.queries import receiving_union, union_side
from hongmajia.notices.telling import tell
from hongmajia.unions.models import Enterprise, User

from ..claims import decide_path
from ..enums import ClaimVerb
from ..models import Claim, Invitation
from ..states import CLAIMS
from .joining import accept
from .newcomers import adopt_needs


@transaction.atomic
def submit_claim(
    *,
    actor: Actor,
    code: str,
    licence: "File[Any]",
    proved_at: datetime | None,
    **facts: Any,
) -> Claim:
    """Hand a claim to the union of the enterprise, or of the region where it is not registered.

    ``code`` is the one that the form was given; ``proved_at`` is when the number was proved, if it
    was. Raises ``ValidationError`` for invalid facts, ``Refused`` when the same number has claimed
    the enterprise already and where no union has a cadre.
    """
    claim = Claim(code=code, claimant=account_of(actor), phone_proved_at=proved_at, **facts)
    same = Claim.objects.open().filter(credit_code=claim.credit_code, phone=claim.phone)
    if same.exists():
        raise Refused(_("这家企业您已经认领过，工会还在核对，凭追踪码能查。"))
    claim.union = receiving_union(claim.enterprise, claim.region)
    claim.full_clean(exclude=["licence"])
    claim.licence.save("licence.jpg", licence, save=False)
    claim.save()
    move(claim, CLAIMS, ClaimVerb.SUBMITTED, actor=actor, audience=Audience.UNIONS,
         data=claim.words)  # fmt: skip
    announce(claim, actor)
    return claim


@transaction.atomic
def resubmit_claim(
    *, actor: Actor, claim: Claim, licence: "File[Any] | None" = None, **facts: Any
) -> Claim:
    """Hand in again what the union returned, with another photograph if one was added."""
    claim = locked(claim)
    changes = dict(facts)
    if licence:
        delete_file(claim.licence)
        claim.licence.save("licence.jpg", licence, save=False)
        changes["licence"] = claim.licence
    move(claim, CLAIMS, ClaimVerb.RESUBMITTED, actor=actor, audience=Audience.UNIONS,
         data=claim.words, **changes)  # fmt: skip
    announce(claim, actor)
    return claim


@transaction.atomic
def withdraw_claim(*, actor: Actor, claim: Claim) -> Claim:
    """End a claim that is not decided; its photograph is deleted at once."""
    claim = locked(claim)
    delete_file(claim.licence)
    move(claim, CLAIMS, ClaimVerb.WITHDRAWN, actor=actor, audience=Audience.UNIONS,
         data=claim.words, decided_at=timezone.now(), licence="")  # fmt: skip
    sentence = gettext_lazy("认领%(enterprise)s的人撤回了，不用再核对")
    tell(union_side(claim.union), sentence, decide_path(claim), actor, **claim.words)
    return claim


def contact_with(enterprise: Enterprise | None, phone: str) -> User | None:
    """The registered contact of the enterprise who has this number."""
    if enterprise is None:
        return None
    found: User | None = enterprise.contacts.filter(phone=phone, is_active=True).first()
    return found


@transaction.atomic
def let_in(*, enterprise: Enterprise, phone: str, proved_at: datetime) -> User:
    """The contact who has proved the registered number, whose account is ready from now on.

    Raises ``Refused`` when the number is no longer that of a contact.
    """
    user = contact_with(enterprise, phone)
    if user is None:
        raise Refused(_("这个号码不是企业登记的联系人号码，请交执照照片，由工会核对。"))
    User.objects.filter(pk=user.pk).update(phone_proved_at=proved_at)
    for invitation in Invitation.objects.open().filter(user=user):
        accept(invitation=invitation, password="")
    adopt_needs(user=user)
    words = {"person": user.display_name, "enterprise": enterprise.name}
    record(user, ClaimVerb.LET_IN, enterprise, audience=Audience.UNIONS, data=words)
    return user


def announce(claim: Claim, actor: Actor) -> None:
    """Tell the cadres who are to decide the claim."""
    sentence = gettext_lazy("有人认领%(enterprise)s，等您核对")
    tell(union_side(claim.union), sentence, decide_path(claim), actor, **claim.words)


def locked(claim: Claim) -> Claim:
    """The claim as it is now, locked."""
    rows = Claim.objects.select_for_update(of=("self",))
    return rows.select_related("union", "region", "claimant").get(pk=claim.pk)
