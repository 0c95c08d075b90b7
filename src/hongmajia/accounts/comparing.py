"""What a claimant gave beside what the union has: the table on the page of a claim."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hongmajia.core.masking import mask_phone
from hongmajia.spelling import name_key
from hongmajia.unions.models import Enterprise, User

from .models import Claim

SAME, DIFFERS, OPEN = "same", "differs", "open"


@dataclass(frozen=True)
class Line:
    """One line: what was given, what the union has, and how the two compare."""

    label: str
    given: str
    known: str
    verdict: str
    """``same``, ``differs``, or ``open`` where there is nothing to compare with."""
    says: str
    note: str = ""


def lines(claim: Claim, enterprise: Enterprise | None, contacts: list[User]) -> list[Line]:
    """The table, line by line."""
    known: Any = enterprise
    return [
        _line(_("信用代码"), claim.credit_code, known and known.credit_code),
        _name_line(claim, enterprise),
        _line(_("在哪"), claim.region.place, known and known.region.place),
        *([] if known else [_line(_("行业"), claim.industry, None)]),
        _contact_line(claim, contacts),
        _phone_line(claim, contacts),
    ]


def counted(table: list[Line]) -> dict[str, int]:
    """How many lines are the same, and how many differ."""
    verdicts = [line.verdict for line in table]
    return {"same": verdicts.count(SAME), "differs": verdicts.count(DIFFERS)}


def _line(label: str, given: str, known: str | None) -> Line:
    if known is None:
        return Line(label, given, _("还没有登记"), OPEN, _("请对着执照看"))
    if given == known:
        return Line(label, given, known, SAME, _("一样"))
    return Line(label, given, known, DIFFERS, _("不一样"))


def _name_line(claim: Claim, enterprise: Enterprise | None) -> Line:
    """Names are compared without what their spellings differ in."""
    label, given = _("企业名称"), claim.enterprise_name
    if enterprise and name_key(enterprise.name) == name_key(given):
        return Line(label, given, enterprise.name, SAME, _("一样"))
    return _line(label, given, enterprise.name if enterprise else None)


def _contact_line(claim: Claim, contacts: list[User]) -> Line:
    label = _("联系人")
    given = _("%(name)s，%(post)s") % {
        "name": claim.contact_name, "post": claim.get_post_display(),
    }  # fmt: skip
    names = [user.display_name for user in contacts]
    known = _("、").join(names)
    if not names:
        return Line(label, given, _("还没有"), OPEN, _("第一位"))
    if claim.contact_name in names:
        return Line(label, given, known, SAME, _("一样"))
    return Line(label, given, known, DIFFERS, _("换人了"))


def _phone_line(claim: Claim, contacts: list[User]) -> Line:
    label, given = _("手机号"), claim.masked_phone
    known = _("、").join(mask_phone(user.phone) for user in contacts if user.phone) or "—"
    if claim.phone_proved_at is None:
        note = _("没有核对过，请打电话问")
        return Line(label, given, known, DIFFERS, _("没核对"), note)
    return Line(label, given, known, SAME, _("这个号收得到"), _("验证码对"))
