"""Actions on campaigns. The caller checks permission through the access gate."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import field_labels, in_chinese, record
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.withholding import save_public
from hongmajia.notices.actions import notify, others
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of
from hongmajia.unions.target_grid import MOST

from .enums import CampaignKind, CampaignVerb
from .facts import CampaignFacts
from .figures import BY_NAME, TARGETED
from .kinds import RecordKind, asks_first
from .lecturing import ask_lecturer, let_lecturer_go
from .models import Campaign, CampaignTarget
from .partnering import want_partners, wanted_as_partners
from .queries import days_outside, named_in_campaign, strangers_in

Targets = Mapping[str, int | None]


@transaction.atomic
def start_campaign(*, union: Union, actor: Actor, **facts: Unpack[CampaignFacts]) -> Campaign:
    """Create a campaign of ``union``, which is public at once; partners are asked.

    Raises ``Refused`` for a target of an unknown indicator, below zero or beyond ``MOST``,
    ``ValidationError`` for a name that the union has given to another campaign, or an end before
    the start.
    """
    partners, targets = facts.pop("partners", ()), facts.pop("targets", {})
    campaign = Campaign(union=union, **facts)
    _save(campaign)
    _set_targets(campaign, targets)
    record(actor, CampaignVerb.STARTED, campaign, data={"name": campaign.name})
    want_partners(campaign, partners, actor)
    return campaign


@transaction.atomic
def change_campaign(
    *, campaign: Campaign, actor: Actor, **facts: Unpack[CampaignFacts]
) -> Campaign:
    """Store the facts that differ and log their labels. Raises as ``start_campaign`` does.

    Raises ``Refused`` also if activities that were added would lie outside of the dates, or
    records that were added would be of unions that do not take part any more.
    """
    campaign = _locked(campaign)
    partners, targets = facts.pop("partners", None), facts.pop("targets", None)
    _refuse_days_outside(campaign, facts)
    changed = [name for name, value in facts.items() if getattr(campaign, name) != value]
    if "kind" in changed:
        _refuse_other_kind(campaign, facts["kind"])
    for name in changed:
        setattr(campaign, name, facts[name])  # type: ignore[literal-required]
    if changed:
        _save(campaign)
    labels = field_labels(Campaign, changed)
    if partners is not None and want_partners(campaign, partners, actor):
        _refuse_strangers(campaign)
        labels.append(in_chinese(gettext_lazy("联办工会")))
    if targets is not None and _set_targets(campaign, targets):
        labels.append(in_chinese(gettext_lazy("目标")))
    if labels:
        record(actor, CampaignVerb.CHANGED, campaign, data={"fields": "、".join(labels)})
    return campaign


@transaction.atomic
def call_off_campaign(*, campaign: Campaign, actor: Actor, reason: str) -> Campaign:
    """Take a campaign off the public pages; what belongs to it stays as it is.

    Raises ``Refused`` without a reason, or if it was called off before.
    """
    require_reason(reason, _("请写明为什么取消。"))
    campaign = _locked(campaign)
    campaign.called_off_at = timezone.now()
    campaign.save(update_fields=["called_off_at"])
    words = {"name": campaign.name}
    record(actor, CampaignVerb.CALLED_OFF, campaign, note=reason, data=words)
    told = [cadre for union in wanted_as_partners(campaign) for cadre in cadres_of(union)]
    sentence = gettext_lazy("“%(name)s”取消了：%(reason)s")
    page = reverse("campaign_list")
    notify(others(told, actor), sentence, page, reason=reason, **words)
    return campaign


@transaction.atomic
def add_record(*, campaign: Campaign, kind: RecordKind, thing: Any, actor: Actor) -> bool:
    """Let a record belong to a campaign; whether it did not before. Adding it twice is once.

    A master or team is only asked to join a lecturers' group, and belongs once they agree.

    Raises ``Refused`` for a record of a union that does not take part, or an activity on a day
    outside of the campaign.
    """
    campaign = _locked(campaign)
    if not any(campaign.takes(union.path) for union in kind.unions_of(thing)):
        raise Refused(_("“%(name)s”只收主办、联办工会和它们下面的记录。") % {"name": campaign.name})
    if kind.name == "activities":
        _refuse_day(campaign, timezone.localdate(thing.starts_at))
    if kind.of(campaign).filter(pk=thing.pk).exists():
        return False
    if asks_first(campaign, kind):
        return ask_lecturer(campaign, thing, actor)
    kind.of(campaign).add(thing)
    record(actor, CampaignVerb.TAGGED, campaign, data={"what": in_chinese(kind.label)})
    return True


@transaction.atomic
def remove_record(*, campaign: Campaign, kind: RecordKind, thing: Any, actor: Actor) -> bool:
    """Take a record out of a campaign; whether it belonged to it."""
    campaign = _locked(campaign)
    if not kind.of(campaign).filter(pk=thing.pk).exists():
        return False
    kind.of(campaign).remove(thing)
    if asks_first(campaign, kind):
        let_lecturer_go(campaign, thing, actor)
        return True
    record(actor, CampaignVerb.UNTAGGED, campaign, data={"what": in_chinese(kind.label)})
    return True


# --- parts --------------------------------------------------------------------------------------


def _locked(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("union")
    found = rows.get(pk=campaign.pk)
    if found.called_off_at:
        raise Refused(_("“%(name)s”已经取消，不能再改。") % {"name": found.name})
    return found


def _save(campaign: Campaign) -> None:
    campaign.full_clean()
    save_public(campaign, named_in_campaign(campaign))


def _set_targets(campaign: Campaign, targets: Targets) -> bool:
    """Replace the targets; whether there was a difference."""
    wanted = {name: amount for name, amount in targets.items() if amount is not None}
    if unknown := sorted(wanted.keys() - {measure.name for measure in TARGETED}):
        label = BY_NAME[unknown[0]].label if unknown[0] in BY_NAME else unknown[0]
        raise Refused(_("“%(indicator)s”不能定目标。") % {"indicator": label})
    if wrong := next((name for name, n in wanted.items() if not 0 <= n <= MOST), None):
        said = _("“%(indicator)s”的目标请填0到%(most)s的整数。")
        raise Refused(said % {"indicator": BY_NAME[wrong].label, "most": MOST})
    before = dict(campaign.targets.values_list("indicator", "amount"))
    if before == wanted:
        return False
    campaign.targets.all().delete()
    rows = (CampaignTarget(campaign=campaign, indicator=n, amount=a) for n, a in wanted.items())
    CampaignTarget.objects.bulk_create(rows)
    return True


def _refuse_days_outside(campaign: Campaign, facts: CampaignFacts) -> None:
    starts, ends = facts.get("starts", campaign.starts), facts.get("ends", campaign.ends)
    if n := days_outside(campaign, starts, ends):
        said = _("有%(n)s场加进来的活动不在这些日期里。请改日期，或者先把它们去掉。")
        raise Refused(said % {"n": n})


def _refuse_other_kind(campaign: Campaign, kind: str) -> None:
    """Masters of a lecturers' group have agreed to lecture; others have not."""
    if CampaignKind.LECTURES not in (campaign.kind, kind):
        return
    if campaign.helpers.exists() or campaign.lecturers.exists():
        raise Refused(_("已经有师傅了，不能改成讲师团，讲师团也不能改成别的。"))


def _refuse_strangers(campaign: Campaign) -> None:
    if n := strangers_in(campaign):
        said = _("有%(n)s条加进来的记录是别的工会的。请留着那个联办工会，或者先把这些记录去掉。")
        raise Refused(said % {"n": n})


def _refuse_day(campaign: Campaign, day: date) -> None:
    if not campaign.starts <= day <= campaign.ends:
        said = _("这场活动不在“%(name)s”的日期里（%(starts)s到%(ends)s），不能加进去。")
        words = {"name": campaign.name, "starts": campaign.starts, "ends": campaign.ends}
        raise Refused(said % words)
