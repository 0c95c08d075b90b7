"""Schemas that the rooms' APIs share."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, field_validator
from pydantic_core import PydanticCustomError

from .asked import NUL
from .facts import FactSet
from .fields import DayField, PhoneField
from .validators import validate_day


def _phone(written: str) -> str:
    """Return the digits of a mobile number; an error has the message of the form field."""
    try:
        return str(PhoneField().clean(written))
    except ValidationError as error:
        raise PydanticCustomError("phone", _literal(error)) from error


Phone = Annotated[
    str,
    AfterValidator(_phone),
    Field(max_length=40, json_schema_extra={"pattern": r"^1[3-9]\d{9}$"}),
]
"""A mobile number; the pattern is the preferred spelling, other usual ones are accepted too."""


def _written_day(written: Any) -> Any:
    """The day that a text means, read as in the forms; whatever is no text stays as it is."""
    if not isinstance(written, str):
        return written
    try:
        return DayField().clean(written)
    except ValidationError as error:
        raise PydanticCustomError("day", _literal(error)) from error


def _literal(error: ValidationError) -> Any:
    """The message of an error, which Pydantic formats like ``str.format`` does."""
    return error.messages[0].replace("{", "{{").replace("}", "}}")


def _near_day(day: date) -> date:
    try:
        validate_day(day)
    except ValidationError as error:
        raise PydanticCustomError("day", error.messages[0]) from error
    return day


Day = Annotated[date, BeforeValidator(_written_day), AfterValidator(_near_day)]
"""A date in or near our time, as in the forms."""


def _written_moment(written: Any) -> Any:
    """Only a text is a time; Pydantic would take numbers as seconds since 1970."""
    if isinstance(written, datetime) or (isinstance(written, str) and MOMENT.match(written)):
        return written
    words = _("时间请写成2026-06-30T09:00:00+08:00。")
    raise PydanticCustomError("moment", words)


def _near_moment(moment: datetime) -> datetime:
    """The same moment in UTC: PostgreSQL takes no offset of 16 hours or more (``+19:23``)."""
    _near_day(moment.date())
    return moment.astimezone(UTC)


MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")

Moment = Annotated[AwareDatetime, BeforeValidator(_written_moment), AfterValidator(_near_moment)]
"""A time with its offset from UTC, in or near our time."""

Key = Annotated[int, Field(gt=0, lt=2**63)]
"""The key of a row."""


class Body(Schema):
    """Base of a schema for what clients send: no text may have NUL, which PostgreSQL refuses."""

    @field_validator("*", mode="before")
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        if isinstance(value, str) and NUL in value:
            raise PydanticCustomError("nul", _("文字里有看不见的控制字符，请删掉。"))
        return value


class FactsSchema(Body):
    """Base of a schema whose fields are the facts of ``fact_set``.

    Defining a field that the set does not know raises ``UnknownFact``.
    """

    fact_set: ClassVar[FactSet]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.fact_set.carried_by(cls.model_fields, cls)


class FieldError(Schema):
    """What is wrong with one field: where it stands, in words, and for programs."""

    loc: list[str | int]
    msg: str
    type: str


class Problem(Schema):
    """Why a request was refused (RFC 9457); ``errors`` names the fields that are wrong."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError] = []


class ContactCard(Schema):
    """Name and telephone number of a person; each access is logged."""

    name: str
    phone: str
