"""What the programming interface answers when something is not done; the same in every room."""

from typing import Annotated

from django.core.exceptions import ValidationError
from ninja import Field, Schema
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from .fields import PhoneField


def _phone(written: str) -> str:
    """The digits of a mobile number; what is wrong with it is said as a form says it."""
    try:
        return str(PhoneField().clean(written))
    except ValidationError as error:
        # Pydantic formats the message like str.format does.
        words = error.messages[0].replace("{", "{{").replace("}", "}}")
        raise PydanticCustomError("phone", words) from error


Phone = Annotated[
    str,
    AfterValidator(_phone),
    Field(max_length=40, json_schema_extra={"pattern": r"^1[3-9]\d{9}$"}),
]
"""A mobile number; the pattern is how it is best sent, other usual spellings are read too."""


class Said(Schema):
    """Why something was not done."""

    detail: str


class Fault(Schema):
    """What is wrong with one field."""

    loc: list[str | int]
    msg: str
    type: str


class Faults(Schema):
    """What is wrong with what was sent."""

    detail: list[Fault]
