"""Writing a case: draft from the records, changes, versions, photographs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import field_labels, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import move
from hongmajia.core.withholding import Whose, save_public
from hongmajia.engagements.models import Engagement
from hongmajia.needs.asking import firm_of
from hongmajia.services.models import RecordPhoto
from hongmajia.services.parties import parties_to

from ..drafting import draft_of
from ..enums import WRITABLE, CaseVerb
from ..models import Case, CasePicture
from ..models.cases import MAX_PICTURES, WORDS
from ..queries import candidates, photographs
from ..quoting import is_own
from ..states import TRANSITIONS
from .asking import ask_about_change
from .notifying import notify_cadres


@transaction.atomic
def draft_case(*, engagement: Engagement, actor: Actor) -> Case:
    """Create a case from a confirmed service: text from the records, the first photographs.

    Raises ``Refused`` if the enterprise has not consented or the case exists already.
    """
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    if not candidates(actor).filter(pk=engagement.pk).exists():
        raise Refused(_("这次服务不能起草案例：要企业确认解决、同意写成案例，而且还没人起草。"))
    case = _new_draft(engagement, actor)
    save_version(case, actor)
    record(actor, CaseVerb.DRAFTED, case)
    _place(case, [p for p in photographs(case) if p.may_be_published][:MAX_PICTURES])
    return case


def _new_draft(engagement: Engagement, actor: Actor) -> Case:
    """Return an unsaved case with the text from the records."""
    need = engagement.need
    return Case(
        engagement=engagement,
        season=need.season,
        union=need.union,
        home_union=need.home_union,
        drafted_by=account_of(actor),
        **draft_of(engagement),
    )


@transaction.atomic
def rewrite_case(*, case: Case, actor: Actor, **words: Any) -> Case:
    """Change the written fields and keep the former version; the enterprise is asked again.

    Raises ``Refused`` for a quotation that is not the enterprise's own, ``WrongState`` once the
    case is on public notice, as all changes of its content do.
    """
    case = _writable(case)
    _refuse_foreign_quote(case, words.get("quote", case.quote))
    changed = [name for name in WORDS if name in words and getattr(case, name) != words[name]]
    if not changed:
        return case
    for name in changed:
        setattr(case, name, words[name])
    save_version(case, actor)
    record(actor, CaseVerb.REWRITTEN, case, data={"fields": _labels(changed)})
    ask_about_change(case, actor)
    return case


@transaction.atomic
def restore_version(*, case: Case, version: Any, actor: Actor) -> Case:
    """Copy the written fields of an earlier version into a new version."""
    case = _writable(case)
    for name in WORDS:
        setattr(case, name, getattr(version, name))
    save_version(case, actor)
    when = date_format(localtime(version.history_date), "DATETIME_FORMAT")
    record(actor, CaseVerb.RESTORED, case, data={"when": when})
    ask_about_change(case, actor)
    return case


@transaction.atomic
def choose_pictures(
    *,
    case: Case,
    photos: Sequence[RecordPhoto],
    actor: Actor,
    captions: Mapping[int, str] = MappingProxyType({}),
) -> Case:
    """Set the photographs of a case, their order and captions (by the key of the photograph).

    Raises ``Refused`` for more than three, for photographs of another service, if somebody on
    them has not agreed to publication, or if a caption gives away who may not be named.
    """
    case = _writable(case)
    if len(photos) > MAX_PICTURES:
        raise Refused(_("最多选%(n)s张照片。") % {"n": MAX_PICTURES})
    of_service = set(photographs(case).values_list("pk", flat=True))
    if any(not p.may_be_published or p.pk not in of_service for p in photos):
        raise Refused(_("有照片里的人还没同意公开，不能选。"))
    new = [(p.pk, captions.get(p.pk, "").strip()) for p in photos]
    if new == list(case.pictures.values_list("photo", "caption")):
        return case
    _refuse_given_away(case, [words for _key, words in new])
    case.pictures.all().delete()
    _place(case, photos, dict(new))
    record(actor, CaseVerb.PICTURED, case, data={"n": len(photos)})
    ask_about_change(case, actor)
    return case


@transaction.atomic
def discard_case(*, case: Case, actor: Actor, reason: str) -> Case:
    """Discard a draft; ``resume_draft`` undoes it."""
    case = locked(case)
    move(case, TRANSITIONS, CaseVerb.DISCARDED, actor=actor, note=reason, audience=Audience.UNIONS)
    return case


@transaction.atomic
def resume_draft(*, case: Case, actor: Actor) -> Case:
    """Reopen a discarded draft."""
    case = locked(case)
    move(case, TRANSITIONS, CaseVerb.DRAFTED, actor=actor)
    return case


@transaction.atomic
def note_changed_record(*, case: Case, actor: Actor | None) -> None:
    """Log that a record under the case was corrected, and ask the holding union to check it."""
    record(actor, CaseVerb.RECORD_CHANGED, case, audience=Audience.UNIONS)
    notify_cadres(case, gettext_lazy("案例“%(title)s”的服务记录有改动，请核对"))


def locked(case: Case) -> Case:
    """The case read again and locked until the transaction ends."""
    rows = Case.objects.select_for_update(of=("self",)).with_details()
    found: Case = rows.get(pk=case.pk)
    return found


def _writable(case: Case) -> Case:
    found = locked(case)
    if found.state not in WRITABLE:
        state = found.get_state_display()
        raise WrongState(_("案例%(state)s，文字不能再改。") % {"state": state})
    return found


def _refuse_foreign_quote(case: Case, quote: str) -> None:
    if quote != case.quote and not is_own(case, quote):
        raise Refused(_("“企业的话”要从企业自己写的话里摘，不能替它写。"))


def save_version(case: Case, actor: Actor | None) -> None:
    """Save the case and keep the text as a version by ``actor``."""
    case._history_user = actor  # type: ignore[attr-defined]  # simple_history asks for it
    save_public(case, told_of(case))


def told_of(case: Case) -> Whose:
    """Return whom the texts of ``case`` may give away; the firm is named where it agreed."""
    firms = () if case.names_enterprise else firm_of(case.engagement.need)
    return parties_to(case.engagement)._replace(firms=firms)


def _refuse_given_away(case: Case, captions: Sequence[str]) -> None:
    """Refuse a caption with a person or firm; a short line is better rewritten than blanked."""
    whose = told_of(case)
    found = [find.of(words) for words in captions for find in whose.finds(words)]
    if found:
        told = {"words": _("、").join(dict.fromkeys(found))}
        raise Refused(_("照片说明谁都看得到，请去掉“%(words)s”，或换一种写法。") % told)


def _place(
    case: Case,
    photos: Sequence[RecordPhoto],
    captions: Mapping[int, str] = MappingProxyType({}),
) -> None:
    CasePicture.objects.bulk_create(
        CasePicture(case=case, photo=photo, position=n, caption=captions.get(photo.pk, ""))
        for n, photo in enumerate(photos)
    )


def _labels(names: list[str]) -> str:
    labels = field_labels(Case, names)
    return "、".join(labels)
