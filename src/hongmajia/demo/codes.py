"""Credit codes and phone numbers for the demonstration: valid in form, belonging to nobody."""

from hongmajia.unions.validators import credit_code_check


def credit_code(adcode: str, number: int) -> str:
    """A code with a correct check character; codes with the part ``DEM`` are never issued."""
    first = f"91{adcode}DEM{number:06d}"
    return first + credit_code_check(first)


def phone(number: int) -> str:
    """A phone number that starts with ``1380000``, for ``number`` below 10,000."""
    return f"138{number:08d}"
