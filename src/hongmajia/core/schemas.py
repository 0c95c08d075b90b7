"""What the programming interface answers when something is not done; the same in every room."""

from ninja import Schema


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
