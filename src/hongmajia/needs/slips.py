"""The slip with the tracking code of a need, to be printed for the enterprise."""

from pathlib import Path

from django.utils import timezone

from hongmajia.core.addresses import absolute
from hongmajia.papers import chinese_date, qr_svg, typeset

from .models import Need

TEMPLATE = Path(__file__).parent / "papers/code.typ"


def code_slip(need: Need, path: str) -> bytes:
    """The slip as a PDF of one A5 page; ``path`` is the page that the code opens."""
    address = absolute(path)
    facts = {
        "title": need.title,
        "union": need.union.name,
        "asker": need.asker_label or need.contact_name,
        "number": need.number,
        "code": need.tracking_code,
        "address": address,
        "date": chinese_date(timezone.localdate()),
    }
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address)})
