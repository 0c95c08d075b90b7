"""Posters (PDF) and share cards (PNG), each with a QR code of its page."""

from functools import lru_cache
from pathlib import Path

from django.utils import timezone, translation
from django.utils.formats import date_format

from hongmajia.core.addresses import absolute
from hongmajia.events.queries import units_of
from hongmajia.papers import draw, qr_svg, typeset
from hongmajia.services.models import Activity
from hongmajia.unions.duty import hotline_of
from hongmajia.unions.mastheads import Masthead, masthead_of

PAPERS = Path(__file__).parent / "papers"
CARD_DOTS = 144
"""Resolution of a card in dpi: its 375 × 500 points become 750 × 1000 pixels."""


def poster(activity: Activity, path: str) -> bytes:
    """An A4 poster of an activity as PDF; ``path`` is the page behind its QR code."""
    address, masthead = absolute(path), masthead_of(activity.union)
    with translation.override("zh-hans"):
        facts = {
            "title": activity.title,
            "form": f"{activity.get_form_display()} · {activity.get_kind_display()}",
            "day": date_format(timezone.localtime(activity.starts_at), "Y年n月j日 l"),
            "time": f"{timezone.localtime(activity.starts_at):%H:%M}"
            f"–{timezone.localtime(activity.ends_at):%H:%M}",
            "place": place_of(activity),
            "text": activity.text,
            "theme": activity.theme,
            "units": [[role, "、".join(names)] for role, names in units_of(activity)],
            "invitation": invitation(activity),
            "address": address,
            "hotline": hotline_of(activity.union),
            **masthead.facts,
        }
    pictures = {"code.svg": qr_svg(address), **masthead.pictures}
    return typeset(PAPERS / "poster.typ", facts, pictures)


def place_of(activity: Activity) -> str:
    """The place of an activity as printed."""
    if activity.mode == "online":
        return "在线"
    return activity.full_place


def invitation(activity: Activity) -> str:
    """The text beside the QR code of a poster."""
    if not activity.is_open:
        return "扫码看详情"
    places = f"，限{activity.places}人" if activity.places else ""
    return f"扫码报名{places}，不收费"


@lru_cache(maxsize=128)
def card(
    eye: str, title: str, words: str, foot: str, path: str, masthead: Masthead,
    photo: bytes | None = None,
) -> bytes:  # fmt: skip
    """A share card as PNG: ``eye`` is the line above the title, ``foot`` the last line.

    ``path`` is the page behind its QR code, ``photo`` a JPEG that may be published.
    """
    address = absolute(path)
    facts = {"eye": eye, "title": title, "words": words, "foot": foot, **masthead.facts}
    pictures = {"code.svg": qr_svg(address), **masthead.pictures}
    if photo is not None:
        facts["photo"] = "photo.jpg"
        pictures["photo.jpg"] = photo
    return draw(PAPERS / "card.typ", facts, pictures, dots=CARD_DOTS)
