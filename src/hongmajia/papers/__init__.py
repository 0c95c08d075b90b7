"""Documents: PDF typeset by typst, and Word documents that offices continue to edit.

Imports neither Django nor any room. Facts are passed as data, never as markup; a sign
stands for a character that cannot be printed. docs/papers.md says how to add one.
"""

from .codes import qr_svg
from .conformity import claimed_standard
from .faults import FontsMissing, PaperFault, TemplateFault
from .glyphs import MISSING, Unprinted, missing_glyphs, set_in_print
from .numerals import chinese_date, chinese_month, chinese_number, chinese_year
from .typesetting import draw, typeset

__all__ = [
    "MISSING",
    "FontsMissing",
    "PaperFault",
    "TemplateFault",
    "Unprinted",
    "chinese_date",
    "chinese_month",
    "chinese_number",
    "chinese_year",
    "claimed_standard",
    "draw",
    "missing_glyphs",
    "qr_svg",
    "set_in_print",
    "typeset",
]
