"""The rows of this room with which every installation begins."""

from hongmajia.engine.places.divisions import divisions

from .actions import load_province
from .regions import BY_HAND


def add_first_rows(_editor: object) -> None:
    """The places and key industries of Zhejiang, until the topmost union says its province."""
    load_province(divisions()[f"{BY_HAND}0000"])
