"""Cases, nominations and reviews, and books of cases."""

from .booklets import Booklet, Chapter
from .cases import Case, CasePicture, PublicNotice
from .judging import Nomination, Quota, Review

__all__ = [
    "Booklet",
    "Case",
    "CasePicture",
    "Chapter",
    "Nomination",
    "PublicNotice",
    "Quota",
    "Review",
]
