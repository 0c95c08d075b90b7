"""Finding in free text what names or reaches a person or the firm that asks, and blanking it.

    finds = find_persons("请打张工电话138 0000 1234", firms=[Firm("德清永兴机械制造有限公司")])
    blanked("请打张工电话138 0000 1234", finds)  # 请打××电话××

``tests/privacy/sentences.txt`` says by example what is found and what is not.
"""

from .finding import find_persons, is_public
from .finds import Find, Kind, joined
from .firms import Firm
from .marks import MARK, blanked, carried_over

__all__ = [
    "MARK",
    "Find",
    "Firm",
    "Kind",
    "blanked",
    "carried_over",
    "find_persons",
    "is_public",
    "joined",
]
