"""Documents: PDF typeset by typst, and Word documents that offices continue to edit.

Imports neither Django nor any room. Facts are passed as data, never as markup; a document with a
character that cannot be printed is refused. docs/papers.md says how to add one.
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
