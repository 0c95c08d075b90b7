"""The field in which the enterprises that an activity visited are named."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from hongmajia.core.actors import SignedIn
from hongmajia.core.known_names import KnownNames
from hongmajia.people.meant import artisans_meant, the_artisan
from hongmajia.people.rosters import read_person
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_by_name

MOST_FIRMS = 60
"""Enterprises that one activity may name."""


class FirmsField(forms.CharField):
    """Registered enterprises, one a line, each by its full name or credit code.

    The form gets them as a list, each once.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 3}))
        super().__init__(**{"required": False, "max_length": 6000, **options})

    def clean(self, value: Any) -> Any:
        return firms_named(lines_of(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        """A list of enterprises as lines; what was typed stays."""
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(firm.name for firm in value)


class FirmField(FirmsField):
    """One registered enterprise, by its full name or credit code; ``None`` without one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": forms.TextInput, "max_length": 200, **options})

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found[0] if found else None

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "name", value)


class MastersField(forms.CharField):
    """Artisans on the rolls that ``actor`` keeps, one a line; the form gets a list of helpers.

    At an exchange or a lecture without a need they are the ones who came.
    """

    actor: SignedIn | None = None

    def __init__(self) -> None:
        super().__init__(
            label=_lazy("名册上的师傅，还有谁"), required=False, max_length=3000,
            help_text=_lazy("一行一位，写姓名或手机号；您管的名册上的，算他们的服务。"),
            widget=forms.Textarea({"rows": 3}),
        )  # fmt: skip

    def clean(self, value: Any) -> Any:
        written = [read_person(line) for line in lines_of(super().clean(value))]
        if len(written) > MOST_FIRMS:
            raise forms.ValidationError(_("一次最多写%(n)s位。") % {"n": MOST_FIRMS})
        if not written or self.actor is None:
            return []
        people = artisans_meant(written, self.actor)
        return list(dict.fromkeys(the_artisan(people, name) for name in written))


def lines_of(written: str) -> list[str]:
    """The lines with something in them."""
    return [line.strip() for line in written.splitlines() if line.strip()]


def firms_named(written: list[str]) -> list[Enterprise]:
    """The registered enterprises of these names or codes.

    Raises ``ValidationError`` for one that is not registered, or whose name several have.
    """
    if len(written) > MOST_FIRMS:
        raise forms.ValidationError(_("一次最多写%(n)s家企业。") % {"n": MOST_FIRMS})
    known = enterprises_by_name(Enterprise.objects.all(), written) if written else KnownNames()
    found = [_the_one(known, words) for words in written]
    return list(dict.fromkeys(found))


def named_in(field: str, written: list[str]) -> list[Enterprise]:
    """``firms_named`` for a field of a request, whose error names the field."""
    try:
        return firms_named(lines_of("\n".join(written)))
    except forms.ValidationError as error:
        raise forms.ValidationError({field: error.messages}) from error


def _the_one(known: KnownNames, written: str) -> Enterprise:
    found = known.find(written)
    if len(found) > 1:
        ways = _("、").join(known.ways(written))
        words = _("有几家企业叫“%(name)s”，请写成其中一个：%(ways)s。")
        raise forms.ValidationError(words % {"name": written, "ways": ways})
    if not found:
        near = known.near(written)
        words = _("没有登记过“%(name)s”，请核对全称或代码，或者先登记这家企业。")
        more = _("是不是“%(near)s”？") % {"near": near} if near else ""
        raise forms.ValidationError(words % {"name": written} + more)
    one: Enterprise = found[0]
    return one
