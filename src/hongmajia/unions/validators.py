"""Validation of the unified social credit code (统一社会信用代码, GB 32100-2015)."""

from operator import mul

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a code, in the order of their values; I, O, S, V, Z are left out."""

VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = [pow(3, place, 31) for place in range(17)]


def credit_code_check(first_17: str) -> str:
    """The check character for the first 17 characters of a code: weights 3^i modulo 31."""
    total = sum(map(mul, map(VALUES.__getitem__, first_17), WEIGHTS))
    return ALPHABET[(31 - total % 31) % 31]


def validate_credit_code(code: str) -> None:
    """Raise ``ValidationError`` if the length, a character or the check character is wrong."""
    if len(code) != 18:
        raise ValidationError(_("统一社会信用代码是18位，您填了%(n)s位。"), params={"n": len(code)})
    if not VALUES.keys() >= set(code):
        raise ValidationError(_("统一社会信用代码里没有小写字母和I、O、S、V、Z。"))
    if credit_code_check(code[:17]) != code[17]:
        raise ValidationError(_("统一社会信用代码的校验位不对，请再核对一遍。"))
