"""Whose page or paper it is: the name of the site and the sign of the province."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .models import Province, Union
from .served import province_at
from .visiting import province_here

SIGN = "sign.jpg"
"""The name under which papers know the sign."""


@dataclass(frozen=True)
class Masthead:
    """What stands at the head of a paper; ``sign`` is a JPEG, empty for none."""

    name: str
    sign: bytes = b""

    @property
    def facts(self) -> dict[str, Any]:
        """The facts that templates of papers read as ``data.masthead``."""
        return {"masthead": {"name": self.name, "sign": SIGN if self.sign else None}}

    @property
    def pictures(self) -> dict[str, bytes]:
        """The files that go with the facts."""
        return {SIGN: self.sign} if self.sign else {}


def masthead_of(union: Union) -> Masthead:
    """The masthead of the province to which the union belongs."""
    province = province_at(union.path)
    return Masthead(_name_of(province), _sign_of(province))


def site_name_here() -> str:
    """The name of the site on the present page: the province's, or that of the product."""
    return _name_of(province_here())


def site_name_of(union: Union) -> str:
    """The name of the site of the province to which the union belongs."""
    return _name_of(province_at(union.path))


def _name_of(province: Province | None) -> str:
    return str((province and province.site_name) or _("红马甲"))


def _sign_of(province: Province | None) -> bytes:
    """Its sign; empty without one, and where the file was replaced a moment ago."""
    if province is None or not province.sign:
        return b""
    try:
        with province.sign.open() as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""
