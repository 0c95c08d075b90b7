"""The check digit of an enterprise's code."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015; I, O, S, V, Z are left out."""


def credit_code_check(first_17: str) -> str:
    """The 18th character of a 统一社会信用代码 after GB 32100-2015: weights 3^i mod 31."""
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first_17))
    return ALPHABET[(31 - total % 31) % 31]


def validate_credit_code(code: str) -> None:
    """Raise ``ValidationError`` saying whether length, alphabet or check digit is wrong."""
    if len(code) != 18:
        raise ValidationError(_("统一社会信用代码是18位，您填了%(n)s位。"), params={"n": len(code)})
    if not set(code) <= set(ALPHABET):
        raise ValidationError(_("统一社会信用代码里没有小写字母和 I、O、S、V、Z。"))
    if credit_code_check(code[:17]) != code[17]:
        raise ValidationError(_("统一社会信用代码的校验位不对，请再核对一遍。"))
