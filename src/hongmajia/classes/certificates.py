"""Certificates of attendance as PDF: one A4 page for each learner."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.unions.mastheads import masthead_of

from .models import Learner, TrainingClass

TEMPLATE = Path(__file__).parent / "papers/certificate.typ"


def print_certificates(made: TrainingClass, learners: Iterable[Learner]) -> bytes:
    """The certificates of these learners of one class, who all have one."""
    masthead = masthead_of(made.union)
    pages, codes = [], {}
    for learner in learners:
        address = settings.SITE_ADDRESS + reverse(
            "class_certificate", args=[learner.certificate.token]
        )
        name = f"code-{learner.pk}.svg"
        codes[name] = qr_svg(address)
        pages.append(_page(learner, address, name))
    facts = {
        "title": made.title,
        "union": made.union.name,
        "season": made.season.name,
        "pages": pages,
        **masthead.facts,
    }
    return typeset(TEMPLATE, facts, {**codes, **masthead.pictures})


def _page(learner: Any, address: str, code: str) -> dict[str, Any]:
    issued = learner.certificate
    risen = learner.get_grade_reached_display() if learner.has_risen else ""
    return {
        "name": learner.name,
        "workplace": learner.workplace,
        "hours": f"{learner.hours.normalize():f}",
        "grade": str(risen or ""),
        "handler": str(issued.issued_by),
        "number": issued.number,
        "date": chinese_date(timezone.localdate(issued.issued_at)),
        "address": address,
        "code": code,
    }
