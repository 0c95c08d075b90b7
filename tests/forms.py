"""The forms of a page, filled in with something."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from lxml import html

SAID = {"number": "1", "time": "09:00", "email": "xu@example.org", "url": "https://example.org/"}
WORDS = "焊缝在第二道之后变形，量过三次"


def forms_of(answer: HttpResponse) -> Iterator[Any]:
    """The forms of the page that send something; htmx sends none of them."""
    content = answer.content.decode()
    if "<form" not in content:
        return
    page = html.document_fromstring(content)
    yield from (form for form in page.forms if form.method == "POST" and not form.get("hx-post"))


def is_typed_into(form: Any) -> bool:
    """Whether there is a field for words, and none for a password."""
    return bool(typed_fields(form)) and not form.xpath(".//input[@type='password']")


def typed_fields(form: Any) -> list[Any]:
    """The fields of the form for words, numbers and days."""
    kinds = ("textarea", "text", "tel", "number", "date", "time")
    return [field for field in form.inputs if field.name and kind_of(field) in kinds]


def kind_of(field: Any) -> str:
    """``textarea``, ``select``, or the type of the input."""
    return str(field.get("type", "text") if field.tag == "input" else field.tag)


def filled_in(form: Any) -> dict[str, Any]:
    """What the form sends when every empty field is given something that fits its kind."""
    for field in typed_fields(form):
        if not field.value:
            field.value = something_for(field)
    for field in form.inputs:
        if field.tag == "select" and not field.value and not field.multiple:
            field.value = next((option for option in field.value_options if option), None)
        if field.tag == "input" and field.get("type") == "radio" and not form.fields[field.name]:
            form.fields[field.name] = field.get("value")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def something_for(field: Any) -> str:
    """A word, number or day that the field may hold."""
    kind = field.get("type", "text")
    if kind == "date":
        return str(timezone.localdate() + timedelta(days=1))
    if kind == "tel" or "phone" in field.name:
        return "13812341234"
    return SAID.get(kind, WORDS)[: int(field.get("maxlength") or 99)]
