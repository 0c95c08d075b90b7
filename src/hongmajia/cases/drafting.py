"""The first draft of a case, compiled from need, service records and confirmation.

Every sentence quotes a stored record. The draft is in Chinese whatever the language of the user
interface, because the printed case is.
"""

from typing import Any

from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.offers.enums import OfferMode
from hongmajia.services.enums import ActivityState, Adoption, Lasting

from .quoting import confirmed_with

STOPS = "。！？；…”"
HOW = {OfferMode.ONLINE: "在线指导", OfferMode.ON_SITE: "到现场"}


def sentence(text: str) -> str:
    """``text`` with a full stop unless it ends in punctuation; empty text stays empty."""
    text = text.strip()
    return text if not text or text[-1] in STOPS else f"{text}。"


def draft_of(engagement: Engagement) -> dict[str, Any]:
    """The written fields of a new case: title, gist, three parts of text, quote and category."""
    need = engagement.need
    confirmation = getattr(engagement, "confirmation", None)
    return {
        "title": need.title[:30],
        "gist": need.title[:40],
        "problem": _joined(_problem(need))[:900],
        "practice": _joined(_practice(engagement))[:2000],
        "lesson": _joined(_lesson(engagement, confirmation))[:900],
        "quote": confirmed_with(engagement)[:100],
        "category": need.category or need.suggested_category or 1,
    }


def _joined(paragraphs: list[str]) -> str:
    return "\n".join(filter(None, paragraphs))


def _problem(need: Any) -> list[str]:
    asked = sentence(need.text)
    named = (
        ("设备、材料", need.equipment),
        ("工况、条件", need.conditions),
        ("试过的办法", need.tried),
    )
    known = [sentence(f"{name}：{said}") for name, said in named if said]
    goal = sentence(f"企业希望做到：{need.goal}") if need.goal else ""
    return [asked, "".join(known), goal]


def _practice(engagement: Engagement) -> list[str]:
    """For each activity held, one paragraph on the visit and one on training and suggestions."""
    paragraphs = []
    for activity in engagement.activities.filter(state=ActivityState.HELD).order_by("starts_at"):
        if record := getattr(activity, "record", None):
            paragraphs += [_visit(activity, record), _training_and_suggestions(record)]
    return paragraphs


def _visit(activity: Any, record: Any) -> str:
    day = timezone.localtime(activity.starts_at)
    names = "、".join(
        dict.fromkeys(str(seat.helper) for seat in activity.attendances.all() if seat.helper)
    )
    how = HOW.get(activity.mode, "到现场")
    opening = f"{day.month}月{day.day}日，{names}{how}。"
    measured = sentence(record.measured)
    return opening + sentence(record.diagnosis) + sentence(record.done) + measured


def _training_and_suggestions(record: Any) -> str:
    taught = [f"教会{t.people}人{t.topic}" for t in record.trainings.all()]
    suggestions = record.suggestions.all()
    advice = "；".join(s.text.strip("。；") for s in suggestions)
    adopted = sum(s.adoption == Adoption.ADOPTED for s in suggestions)
    parts = [sentence("，".join(taught))]
    if advice:
        parts.append(sentence(f"留下{len(suggestions)}条建议：{advice}"))
    if adopted:
        parts.append(f"企业已采纳{adopted}条。")
    return "".join(parts)


def _lesson(engagement: Engagement, confirmation: Any) -> list[str]:
    """The basis of the benefit and the results of call-backs, as material for the lesson."""
    if confirmation is None:
        return []
    basis = (
        sentence(f"效益按企业的算法：{confirmation.benefit_basis}")
        if confirmation.benefit_basis
        else ""
    )
    call_backs = confirmation.call_backs.filter(done_at__isnull=False).exclude(
        lasting=Lasting.UNREACHED
    )
    lasted = [
        sentence(f"{call.days}天后回访：{call.get_lasting_display()}。{call.note}")
        for call in call_backs
    ]
    return [basis, *lasted]
