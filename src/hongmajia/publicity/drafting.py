"""A draft of news about an event, made from its records; every number is counted from them."""

from dataclasses import dataclass

from django.utils import timezone

from hongmajia.events.face import Face, face_of
from hongmajia.events.queries import units_of
from hongmajia.services.models import Activity

LONGEST_TITLE = 40
LONGEST_SUMMARY = 80
"""Characters of ``NewsItem``'s fields."""


@dataclass(frozen=True)
class Draft:
    """Title, summary and text of a piece of news, in Chinese."""

    title: str
    summary: str
    text: str


class _Public:
    """A reader who has no rights: a draft tells only what everybody may read."""

    pk = None


def draft_of(activity: Activity) -> Draft:
    """What the records of an event tell: units, people, flags, pairs, firms, questions.

    Of persons only the public names stand in it, and firms that agreed to be named.
    """
    face = face_of(activity, _Public())
    day = timezone.localtime(activity.starts_at)
    when = f"{day.month}月{day.day}日"
    told = [_opening(activity, face, when), _ceremony(face), *_questions(face), _stops(activity)]
    return Draft(
        title=activity.title[:LONGEST_TITLE],
        summary=_summary(activity, face, when)[:LONGEST_SUMMARY],
        text="\n\n".join(filter(None, told)),
    )


def _opening(activity: Activity, face: Face, when: str) -> str:
    units = dict(units_of(activity))
    held_by = "，".join(f"{'、'.join(names)}{role}" for role, names in units.items())
    event = f"“{activity.title}”" if not activity.theme else f"{activity.theme}“{activity.title}”"
    words = f"{when}，{event}在{activity.full_place}举行，{held_by}。"
    if face.whole.came:
        groups = "、".join(f"{line.label}{line.came}人" for line in face.groups if line.came)
        words += f"{face.whole.came}人参加，其中{groups}。"
    return words


def _ceremony(face: Face) -> str:
    done = []
    if face.flags_given:
        names = "、".join(str(flag) for flag in face.flags if flag.ceremony_id)
        done.append(f"授旗{face.flags_given}面（{names}）")
    if face.pairs_sealed:
        done.append(f"{face.pairs_sealed}对师徒结对，其中{face.agreements}对当场或随后签了协议")
    return f"仪式上，{'；'.join(done)}。" if done else ""


def _questions(face: Face) -> list[str]:
    return [
        f"有人问：{question.text.rstrip('？?')}？{_who(question)}答：{question.answer}"
        for question in face.questions
        if question.answer
    ]


def _who(question: object) -> str:
    helper = getattr(question, "answered_by", None)
    return helper.public_name if helper else getattr(question, "answerer", "") or "现场"


def _stops(activity: Activity) -> str:
    stops = list(activity.stops.select_related("enterprise"))
    if not stops:
        return ""
    named = "、".join(stop.enterprise.name for stop in stops if stop.is_named)
    return f"会后走进{len(stops)}家企业{f'（{named}）' if named else ''}。"


def _summary(activity: Activity, face: Face, when: str) -> str:
    facts = [
        f"{face.whole.came}人参加" if face.whole.came else "",
        f"授旗{face.flags_given}面" if face.flags_given else "",
        f"师徒结对{face.pairs_sealed}对" if face.pairs_sealed else "",
        f"到场企业{face.firms}家" if face.firms else "",
        f"现场问答{len(face.questions)}个" if face.questions else "",
    ]
    return f"{when}，{activity.union.name}：{'，'.join(filter(None, facts)) or activity.title}"
