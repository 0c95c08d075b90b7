"""Import of people with their roles: cadres, liaisons, reviewers, leaders, contacts of firms."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.cells import ChosenWord, Doubt, KnownName, RowForm
from hongmajia.core.errors import Refused
from hongmajia.core.fields import PhoneField
from hongmajia.core.import_rows import written_in
from hongmajia.core.importers import Importer
from hongmajia.core.name_fields import NameInput

from .actions import NewContact, Person, Post, add_contacts, appoint_all
from .actions.accounts import refuse_grant_from_below
from .alike import Namesakes
from .enums import KEEPERS, Role
from .imports import AFTER_PEOPLE, MOST_AT_SCALE, names_of_unions
from .known_people import KnownFirms, KnownPeople
from .models import Enterprise, User
from .queries import manageable, unions_by_name

CONTACT = "contact"
"""Not a role in a union, but who acts for an enterprise."""


class PersonRow(RowForm):
    """The row of one person in one role."""

    name = NameInput(label=_("姓名"), max_length=30)
    phone = PhoneField(help_text=_("用它登录；一个人担任几样，就写几行"))
    role = ChosenWord(label=_("身份"), choices=[*Role.choices, (CONTACT, _("联系人"))])
    union = KnownName(
        label=_("工会"),
        required=False,
        help_text=_("全称；同名的写成“某某市总工会/某某县总工会”。联系人可以空着"),
    )
    enterprise = forms.CharField(
        label=_("企业"),
        required=False,
        max_length=80,
        help_text=_("联系人才填：企业全称或统一社会信用代码"),
    )

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["union"].known = self.shared["unions"]  # type: ignore[attr-defined]

    def clean_enterprise(self) -> int | None:
        """The key of the enterprise."""
        written = self.cleaned_data["enterprise"]
        return self.shared["firms"].find(written) if written else None

    def clean(self) -> dict[str, Any]:
        """Check what the actor may grant, who the number belongs to, and what they are already."""
        facts = self.cleaned_data
        if not self.errors:
            self._check_place(facts)
        if not self.errors:
            self._try("phone", self.shared["people"].refuse_other, facts["name"], facts["phone"])
        return facts

    def doubts(self) -> Iterator[Doubt]:
        """Whether the person may be one of the same name who is there under another number."""
        name, phone, role, union, firm = (
            self.cleaned_data[n] for n in ("name", "phone", "role", "union", "enterprise")
        )
        is_contact = role == CONTACT
        kind, place = ("firm", firm) if is_contact else ("union", union.pk)
        known: Namesakes = self.shared["namesakes"]
        if known.has_other(name, kind, place, self.shared["people"].keys.get(phone)):
            question = _now("那里已有同名的“%(name)s”，手机号不一样，是同一个人吗？")
            page = reverse("enterprise" if is_contact else "union", args=[place])
            yield Doubt(question % {"name": name}, page)

    def _check_place(self, facts: dict[str, Any]) -> None:
        """Check the union of a role, or the enterprise of a contact."""
        phone, role, union, firm = (facts[n] for n in ("phone", "role", "union", "enterprise"))
        people = self.shared["people"]
        if role == CONTACT:
            is_there = (phone, firm) in people.contacts
            self._need("enterprise", firm, _now("联系人要写明是哪家企业的。"))
        else:
            is_there = union is not None and (phone, union.pk, role) in people.seats
            self._need("union", union, _now("请写明在哪个工会。"))
            self._need("enterprise", not firm, _now("企业只有联系人才填，请清空这一格。"))
            if union is not None:
                self._try("role", refuse_grant_from_below, self.actor, union, role)
        if is_there:
            self.add_error("role", _now("已经是了，请删掉这一行。"))

    def _need(self, field: str, given: Any, message: str) -> None:
        if not given:
            self.add_error(field, message)

    def _try(self, field: str, rule: Any, *what: Any) -> None:
        """Let a refusal by ``rule`` stand in the cell of ``field``."""
        try:
            rule(*what)
        except Refused as refusal:
            self.add_error(field, str(refusal))
        except forms.ValidationError as error:
            self.add_error(field, error)


class PeopleImport(Importer):
    """The import of people into the unions and enterprises that the user keeps."""

    kind = "people"
    title = _("人员")
    measure = _("人次")
    right = "unions.register_enterprises"
    form = PersonRow
    unique = (("phone", "role", "union", "enterprise"),)
    most_rows = MOST_AT_SCALE
    section = "unions"
    list_url = "union_list"
    after = AFTER_PEOPLE
    no_way_back = _("角色不能整批撤回。加错的人，请在工会或企业的页面上收回。")
    examples = {
        "name": "徐敏",
        "phone": "13800000000",
        "role": "干部",
        "union": "某某县总工会",
        "enterprise": "某某精工机械有限公司",
    }

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        written = written_in(rows, "union")
        unions = unions_by_name(manageable(actor, *KEEPERS), written)
        firms = KnownFirms(actor, written_in(rows, "enterprise"))
        meant = {one.pk for name in written for one in unions.find(name)}
        return {
            "unions": unions,
            "namesakes": Namesakes(meant, firms.keys),
            "people": KnownPeople(written_in(rows, "phone")),
            "firms": firms,
        }

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        return {"union": names_of_unions(actor)}

    def apply(self, row: PersonRow, actor: SignedIn) -> User:
        return self.apply_all([row], actor)[0]

    def apply_all(self, rows: Sequence[PersonRow], actor: SignedIn) -> list[User]:
        """Appoint those with a role in a union, and add the contacts of enterprises."""
        cells = [row.cleaned_data for row in rows]
        posts = [_post(row) for row in cells if row["role"] != CONTACT]
        contacts = [_contact(row) for row in cells if row["role"] == CONTACT]
        seats = appoint_all(actor=actor, posts=posts)
        return [*(seat.user for seat in seats), *add_contacts(actor=actor, contacts=contacts)]


def _post(row: Mapping[str, Any]) -> Post:
    return Post(Person(row["union"], row["name"], row["phone"]), row["role"])


def _contact(row: Mapping[str, Any]) -> NewContact:
    return NewContact(Enterprise(pk=row["enterprise"]), row["name"], row["phone"])
