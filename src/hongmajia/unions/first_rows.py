"""The rows of this room with which every installation begins."""

from hongmajia.engine.places.divisions import divisions

from .actions import load_province
from .models import KeyIndustry, KeyIndustryCode
from .regions import BY_HAND

KEY_INDUSTRIES = {
    "先进制造业": ("27", "34", "35", "36", "37", "38", "39", "40"),
    "数字经济": ("39", "63", "64", "65"),
    "现代服务业": ("I", "J", "M", "72"),
}
"""The three that the province names (docs/adr/0087), by codes of GB/T 4754."""


def add_first_rows(_editor: object) -> None:
    """The places of Zhejiang, until the topmost union says which province it is; key industries."""
    load_province(divisions()[f"{BY_HAND}0000"])
    for name, codes in KEY_INDUSTRIES.items():
        industry = KeyIndustry.objects.create(name=name)
        KeyIndustryCode.objects.bulk_create(
            KeyIndustryCode(industry=industry, code=code) for code in codes
        )
