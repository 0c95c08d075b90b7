"""What the union does with a claim: approve, return, refuse, pass on; looks that are logged."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.states import check, move
from hongmajia.core.uploads import delete_file
from hongmajia.needs.queries import receiving_union
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.unions.actions import add_contact, add_enterprise
from hongmajia.unions.facts import EnterpriseFacts
from hongmajia.unions.models import Enterprise, Region, User

from ..claims import decide_path, tell_claimant
from ..enums import ClaimVerb
from ..models import Claim
from ..states import CLAIMS
from .claiming import announce, contact_with, locked

LICENCE_KEPT = timedelta(days=7)
"""How long the photograph of the licence stays after the decision."""


@transaction.atomic
def approve_claim(*, actor: Actor, claim: Claim) -> User:
    """Make the claimant a contact of the enterprise, which is registered if it is not yet.

    The contacts of before are told. Raises ``Refused`` when the enterprise belongs to a union
    elsewhere, and when the number has an account under another name.
    """
    claim = locked(claim)
    check(claim, CLAIMS, ClaimVerb.APPROVED)
    enterprise = claim.enterprise or _registered(claim, actor)
    _refuse_elsewhere(claim, enterprise)
    former = list(enterprise.contacts.filter(is_active=True))
    user = contact_with(enterprise, claim.phone) or add_contact(
        actor=actor, enterprise=enterprise, name=claim.contact_name, phone=claim.phone
    )
    if claim.phone_proved_at and user.phone_proved_at is None:
        User.objects.filter(pk=user.pk).update(phone_proved_at=claim.phone_proved_at)
    _decide(claim, ClaimVerb.APPROVED, actor)
    _tell_former(claim, enterprise, [one for one in former if one != user], actor)
    sentence = gettext_lazy("您认领%(enterprise)s，工会同意了")
    tell_claimant(claim, actor, sentence, **claim.words)
    return user


def _registered(claim: Claim, actor: Actor) -> Enterprise:
    facts: EnterpriseFacts = {
        "name": claim.enterprise_name, "credit_code": claim.credit_code, "section": claim.section,
        "region": claim.region, "union": claim.union,
    }  # fmt: skip
    if claim.division:
        facts["division"] = claim.division
    return add_enterprise(actor=actor, **facts)


def _refuse_elsewhere(claim: Claim, enterprise: Enterprise) -> None:
    if not enterprise.union.path.startswith(claim.union.path):
        said = _("这家企业登记在%(union)s，请用“不是本地的”转过去。")
        raise Refused(said % {"union": enterprise.union})


def _tell_former(claim: Claim, enterprise: Enterprise, former: list[User], actor: Actor) -> None:
    sentence = gettext_lazy("%(person)s现在也是%(enterprise)s的联系人，不对请告诉工会")
    for user in former:
        side = Side(user.display_name, (user,), Callee(user.display_name, user, claim.union))
        tell(side, sentence, decide_path(claim), actor, story=claim.story, **claim.words)


@transaction.atomic
def return_claim(*, actor: Actor, claim: Claim, reason: str) -> bool:
    """Ask the claimant for more; whether they are told by text message."""
    claim = locked(claim)
    move(claim, CLAIMS, ClaimVerb.RETURNED, actor=actor, note=reason, reason=reason,
         audience=Audience.UNIONS, data=claim.words)  # fmt: skip
    sentence = gettext_lazy("您认领%(enterprise)s，工会请您补材料：%(reason)s")
    return tell_claimant(claim, actor, sentence, reason=reason, **claim.words)


@transaction.atomic
def refuse_claim(*, actor: Actor, claim: Claim, reason: str) -> bool:
    """Turn the claim down; whether the claimant is told by text message."""
    claim = locked(claim)
    _decide(claim, ClaimVerb.REFUSED, actor, reason)
    sentence = gettext_lazy("您认领%(enterprise)s，工会没有同意：%(reason)s")
    return tell_claimant(claim, actor, sentence, reason=reason, **claim.words)


@transaction.atomic
def pass_claim_on(*, actor: Actor, claim: Claim, region: Region) -> Claim:
    """Hand the claim to the union of another region, or to that of the registered enterprise.

    Raises ``Refused`` when that is the union it lies with.
    """
    claim = locked(claim)
    union = receiving_union(claim.enterprise, region)
    if union == claim.union:
        raise Refused(_("按登记的地方，这家就归%(union)s管。") % {"union": union})
    data = {**claim.words, "union": union.name}
    move(claim, CLAIMS, ClaimVerb.PASSED_ON, actor=actor, union=union, region=region,
         audience=Audience.UNIONS, data=data)  # fmt: skip
    announce(claim, actor)
    return claim


def _decide(claim: Claim, verb: ClaimVerb, actor: Actor, reason: str = "") -> None:
    move(claim, CLAIMS, verb, actor=actor, note=reason, reason=reason, decided_at=timezone.now(),
         decided_by=account_of(actor), audience=Audience.UNIONS, data=claim.words)  # fmt: skip


@transaction.atomic
def look_at_licence(*, actor: Actor, claim: Claim) -> bytes:
    """The photograph of the licence; the look is logged."""
    record(actor, ClaimVerb.LICENCE_SEEN, claim, audience=Audience.UNIONS, data=claim.words)
    with claim.licence.open() as file:
        content: bytes = file.read()
    return content


@transaction.atomic
def reveal_claimant(*, actor: Actor, claim: Claim) -> str:
    """The claimant's number; the look is logged."""
    record(actor, ClaimVerb.NUMBER_SHOWN, claim, audience=Audience.UNIONS, data=claim.words)
    phone: str = claim.phone
    return phone


@transaction.atomic
def reveal_account(*, actor: Actor, user: User) -> str:
    """The number of an account; the look is logged. Empty where none is known."""
    data = {"person": user.display_name}
    record(actor, ClaimVerb.NUMBER_SHOWN, user, audience=Audience.UNIONS, data=data)
    phone: str = user.phone
    return phone


@transaction.atomic
def forget_licence(claim: Claim) -> None:
    """Delete the photograph of a claim that was decided long enough ago."""
    delete_file(claim.licence)
    Claim.objects.filter(pk=claim.pk).update(licence="")
    record(None, ClaimVerb.LICENCE_DELETED, claim, audience=Audience.UNIONS, data=claim.words)
