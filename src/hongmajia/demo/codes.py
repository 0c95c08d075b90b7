"""Numbers of the demonstration: they look right and belong to nobody."""

from hongmajia.unions.validators import credit_code_check


def credit_code(adcode: str, number: int) -> str:
    """A code with a correct check digit; its organisation part ``DEMxxxxxx`` is never issued."""
    first = f"91{adcode}DEM{number:06d}"
    return first + credit_code_check(first)


def phone(number: int) -> str:
    """``1380000xxxx``."""
    return f"138{number:08d}"
