"""Campaigns: public pages with figures and records, and forms for cadres of their unions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.actors import user_of
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.core.ticking import ticks_on
from hongmajia.insights.measures import Measure
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.unions.enums import STAFF
from hongmajia.unions.queries import manageable
from hongmajia.unions.visiting import shown_here

from .. import actions
from ..enums import AskState, CampaignKind
from ..figures import BY_NAME, TARGETED, figures_of, scope_of
from ..forms import TARGET, CampaignForm, NewCampaignForm
from ..kinds import KINDS, RecordKind, kept_by
from ..models import Campaign
from ..queries import counts_of, lecturers_for, seen_of
from ..registers import REGISTERS
from ..ticking import CAMPAIGNS

ROWS = 20


def campaign_for(request: HttpRequest, pk: int, right: str | None = None) -> Campaign:
    """The campaign, or 404; 403 without ``right``."""
    visible = Campaign.objects.visible_to(request.user).filter(shown_here()).with_details()
    return get_for(request.user, visible, right, pk=pk)


@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    """All campaigns by pages, the latest first, or those of one ``?kind=``."""
    found = Campaign.objects.visible_to(request.user).with_asks()
    kind = request.GET.get("kind", "")
    shown = found.filter(kind=kind) if kind in CampaignKind.values else found
    page = page_by_key(shown, "ends", request.GET.get("after", ""), ROWS)
    context = {
        "section": "news",
        "page": page,
        "ticks": ticks_on(CAMPAIGNS, page.rows, request.user, ticked="tick" in request.GET),
        "rows": [(campaign, campaign.when()) for campaign in page.rows],
        "kinds": CampaignKind.choices,
        "kind": kind,
        "may_start": request.user.has_perm("campaigns.start_any"),
    }
    return render(request, "campaigns/list.html", context)


@require_GET
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: its figures with their targets, and what belongs to it."""
    found = campaign_for(request, pk)
    today, may_keep = timezone.localdate(), request.user.has_perm("campaigns.keep", found)
    figures = figures_of(found, today)
    context = {
        "section": "news",
        "campaign": found,
        "when": found.when(today),
        "aimed": [figure for figure in figures if figure.target is not None],
        "others": [figure for figure in figures if figure.target is None and figure.count],
        "opens": request.user.has_perm("insights.read"),
        "counts": counts_of(found, request.user),
        "may_keep": may_keep,
        "asks": _asks_without_consent(found) if may_keep else (),
        **lecturers_for(request.user, found, may_keep=may_keep),
        "events": Event.objects.filter(story=found.story).select_related("actor")[:8]
        if may_keep
        else (),
    }
    return render(request, "campaigns/campaign.html", context)


def _asks_without_consent(campaign: Campaign) -> Any:
    """The unions that were asked and have not agreed."""
    return campaign.asks.exclude(state=AskState.AGREED).select_related("union")


@login_required
@permission_required("insights.read", raise_exception=True)
@require_GET
def figure(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The records from which one indicator is counted: those that the reader may read."""
    found, measure = campaign_for(request, pk), BY_NAME.get(name)
    reader = user_of(request.user)
    whole, mine = scope_of(found), scope_of(found, paths=[*reader.scope(*STAFF)])
    if measure is None or whole is None or mine is None:
        raise Http404(name)
    back = (reverse("campaign", args=[pk]), found.name)
    return show_records(request, measure, whole, mine, back)


def show_records(
    request: HttpRequest, measure: Measure, whole: Scope, mine: Scope, back: tuple[str, str]
) -> HttpResponse:
    """One indicator of ``whole``, and its records among ``mine``, which the reader may read."""
    reader = user_of(request.user)
    register, tally = REGISTERS[measure.register], Tally(whole, [measure])
    records = measure.records(mine)
    page = page_by_key(register.load(records), "pk", request.GET.get("after", ""), ROWS)
    count, read = tally.sums(measure)[0], records.count()
    context = {
        "section": "news", "back": back, "measure": measure, "count": count,
        "value": tally.value(measure), "page": page, "hidden": count - read,
        "lines": [register.line(record, reader) for record in page.rows],
    }  # fmt: skip
    return render(request, "campaigns/figure.html", context)


@require_GET
def belonging(request: HttpRequest, pk: int, joined: str) -> HttpResponse:
    """The records of one kind that belong to a campaign, as far as the reader may see them."""
    found, of = campaign_for(request, pk), KINDS.get(joined)
    if of is None:
        raise Http404(joined)
    seen = seen_of(found, of, request.user)
    page = page_by_key(seen.order_by("-pk"), "pk", request.GET.get("after", ""), ROWS)
    context = {
        "section": "news", "campaign": found, "kind": of, "page": page,
        "hidden": of.of(found).count() - seen.count(),
        "rows": [_row(request, found, of, record) for record in page.rows],
    }  # fmt: skip
    return render(request, "campaigns/records.html", context)


def _row(request: HttpRequest, found: Campaign, of: RecordKind, record: Any) -> dict[str, Any]:
    return {
        "pk": record.pk, "title": of.titled(request.user, record), "url": of.url(record),
        "facts": of.facts(record), "may_remove": may_remove(request, found, of, record),
    }  # fmt: skip


def may_remove(request: HttpRequest, found: Campaign, of: RecordKind, record: Any) -> bool:
    """Whether the reader may take a record out: who keeps it, or the campaign."""
    if found.called_off_at:
        return False
    return kept_by(request.user, of, record) or request.user.has_perm("campaigns.keep", found)


@login_required
@permission_required("campaigns.start_any", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Start a campaign."""
    unions = manageable(request.user).open().by_path()
    own = user_of(request.user).home_union
    form = NewCampaignForm(request.POST or None, unions=unions, own=own)

    def do() -> HttpResponse:
        union = form.cleaned_data["union"]
        made = actions.start_campaign(union=union, actor=request.user, **form.facts())
        messages.success(request, _("已设立，大家都看得到了。"))
        return redirect("campaign", made.pk)

    back = (reverse("campaign_list"), _("专项行动"))
    return _campaign_form(request, form, do, _("设立专项行动"), _("设立"), back)


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a campaign."""
    found = campaign_for(request, pk, "campaigns.keep")
    form = CampaignForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        actions.change_campaign(campaign=found, actor=request.user, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("campaign", pk)

    back = (reverse("campaign", args=[pk]), found.name)
    return _campaign_form(request, form, do, _("改专项行动"), _("保存"), back)


def _campaign_form(
    request: HttpRequest, form: Any, do: Any, title: str, submit: str, back: Any
) -> HttpResponse:
    fields = [field for field in form if not field.name.startswith(TARGET)]
    targets = [form[f"{TARGET}{measure.name}"] for measure in TARGETED]
    return answer_form(
        request, form, do, template="campaigns/edit.html", section="news", title=title,
        submit=submit, back=back, fields=fields, targets=targets,
    )  # fmt: skip


@login_required
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a campaign off, with a reason."""
    found = campaign_for(request, pk, "campaigns.keep")
    told = _("联办的工会会收到。记录都留着，只是这个专项行动不再公开。")
    form = ReasonForm(request.POST or None, label=_("为什么取消"), help_text=told)

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        actions.call_off_campaign(campaign=found, actor=request.user, reason=reason)
        messages.success(request, _("已取消，公开页上没有了。"))
        return redirect("campaign_list")

    back = (reverse("campaign", args=[pk]), found.name)
    title = _("取消专项行动")
    return form_page(request, form, do, section="news", title=title, submit=title, back=back)
