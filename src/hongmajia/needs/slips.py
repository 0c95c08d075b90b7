"""The tracking code of a need on paper, for the enterprise, and as a picture for a telephone."""

from pathlib import Path

from django.utils import timezone

from hongmajia.core.addresses import absolute
from hongmajia.papers import chinese_date, draw, qr_svg, typeset
from hongmajia.unions.mastheads import masthead_of

from .models import Need

PAPERS = Path(__file__).parent / "papers"
TEMPLATE = PAPERS / "code.typ"


def code_slip(need: Need, path: str) -> bytes:
    """The slip as a PDF of one A5 page; ``path`` is the page that the code opens."""
    address, masthead = absolute(path), masthead_of(need.union)
    facts = {
        "title": need.title,
        "union": need.union.name,
        "asker": need.asker_label or need.contact_name,
        "number": need.number,
        "code": need.tracking_code,
        "address": address,
        "date": chinese_date(timezone.localdate()),
        **masthead.facts,
    }
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address), **masthead.pictures})


def code_card(need: Need, path: str) -> bytes:
    """The tracking code as a PNG; ``path`` is the page that its QR code opens."""
    masthead = masthead_of(need.union)
    facts = {
        "title": need.title,
        "union": need.union.name,
        "eye": f"{need.number}　{chinese_date(timezone.localdate(need.submitted_at))}",
        "code": need.tracking_code,
        **masthead.facts,
    }
    pictures = {"code.svg": qr_svg(absolute(path)), **masthead.pictures}
    return draw(PAPERS / "code_card.typ", facts, pictures)
