"""Cases, nominations and reviews, books of cases, and how far these reach."""

from .booklets import Booklet, Chapter
from .cases import Case, CasePicture, PublicNotice
from .judging import Nomination, Quota, Review
from .reach import CaseUse, DayOfReading, Handout

__all__ = [
    "Booklet",
    "Case",
    "CasePicture",
    "CaseUse",
    "Chapter",
    "DayOfReading",
    "Handout",
    "Nomination",
    "PublicNotice",
    "Quota",
    "Review",
]
