"""What leaves the house on paper: PDF set by typst, and Word documents that offices go on writing.

A leaf that knows neither Django nor the house. Facts go in as data, never as markup; a paper that
would come out with a hole is refused. docs/papers.md tells how to add one.
"""

from .codes import qr_svg
from .faults import FontsMissing, GlyphsMissing, PaperFault, TemplateFault
from .glyphs import missing_glyphs
from .numerals import chinese_date, chinese_month, chinese_number, chinese_year
from .typesetting import draw, typeset

__all__ = [
    "FontsMissing",
    "GlyphsMissing",
    "PaperFault",
    "TemplateFault",
    "chinese_date",
    "chinese_month",
    "chinese_number",
    "chinese_year",
    "draw",
    "missing_glyphs",
    "qr_svg",
    "typeset",
]
