"""Which rows are a person's, by the registry of personal data, and which values lead to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from hongmajia.spelling import name_key

from .encrypted_phones import EncryptedPhoneField
from .personal_data import Instead, Personal, all_personal, has_field, history_of
from .traces import ERASED, SHORTEST, Traces, may_be_shared

Keys = dict[type[Model], set[Any]]


@dataclass
class Person:
    """A person: their account or none, and what is known of them; it grows as rows are found."""

    user: Any = None
    numbers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    logins: set[str] = field(default_factory=set)

    @property
    def known(self) -> tuple[int, int, int]:
        """Grows with what is known."""
        return len(self.numbers), len(self.names), len(self.logins)


class TheirRows:
    """The rows of one person: for each entry of the registry the keys of those that are theirs."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.by_entry: list[tuple[Personal, set[Any]]] = []
        self.identities: set[str] = set()
        before = None
        while before != person.known:  # a row may tell an earlier number, by which others are found
            before = person.known
            self.by_entry = [(each, keys_of(each, person)) for each in all_personal()]
            for entry, keys in self.by_entry:
                self._learn(entry, keys)

    def of(self, model: type[Model]) -> set[Any]:
        """The keys of the rows of ``model`` that are theirs."""
        return {key for entry, keys in self.by_entry if entry.model is model for key in keys}

    @property
    def stories(self) -> set[str]:
        """The keys of the stories of their rows, as ``need-12``."""
        found = ((entry.model, keys) for entry, keys in self.by_entry)
        return {
            f"{model._meta.model_name}-{key}"
            for model, keys in found
            if hasattr(model, "story")
            for key in keys
        }

    def traces(self) -> Traces:
        """What is to be masked in texts."""
        names = {name for name in self.person.names if name and name != ERASED}
        shared = {name for name in names if may_be_shared(name) or self._is_anothers(name)}
        return Traces(
            names=frozenset(names - shared),
            shared=frozenset(shared),
            numbers=frozenset(self.person.numbers),
            identities=frozenset(
                each for each in self.identities | self.person.logins if len(each) >= SHORTEST
            ),
        )

    def _is_anothers(self, name: str) -> bool:
        """Whether a row that is not theirs has the same name in a column for names."""
        return any(
            entry.model._base_manager.filter(**{column: name}).exclude(pk__in=keys).exists()
            for entry, keys in self.by_entry
            for column in entry.names_of(Instead.NAME)
        )

    def _learn(self, entry: Personal, keys: set[Any]) -> None:
        columns = entry.names_of(Instead.NAME, Instead.NUMBER, Instead.IDENTITY, Instead.CODE)
        for model, found in versions(entry, keys, self.person):
            rows = model._base_manager.filter(pk__in=found)
            kept = [column for column in columns if has_field(model, column)]
            for values in rows.values_list(*kept) if kept else ():
                for column, value in zip(kept, values, strict=True):
                    self._note(entry, model._meta.get_field(column), value)

    def _note(self, entry: Personal, column: Any, value: Any) -> None:
        if not value or value == ERASED or not isinstance(value, str):
            return
        if isinstance(column, EncryptedPhoneField):
            self.person.numbers.add(value)
        elif entry.fields[column.name] == Instead.NAME:
            self.person.names.add(value)
        elif entry.fields[column.name] == Instead.CODE:
            self.person.logins.add(value)
        else:
            self.identities.add(value)


def versions(
    entry: Personal, keys: set[Any], person: Person
) -> Iterator[tuple[type[Model], set[Any]]]:
    """The keys of their rows, and of the earlier versions that are theirs, in each table.

    Where a row stands for one person for ever (``users``), all its versions are theirs; of others,
    such as a need, an earlier version may have named somebody else.
    """
    yield entry.model, keys
    history = history_of(entry.model)
    if history is None:
        return
    rows = history._base_manager.all()
    same_row = Q(**{f"{entry.model._meta.pk.name}__in": keys})
    numbers = [name for name in entry.numbers if "__" not in name]
    columns = entry.names_of(Instead.NAME)
    if entry.users or not columns:
        yield history, set(rows.filter(same_row).values_list("pk", flat=True))
        return
    numbered = Q(pk__in=[])
    for name in numbers if person.numbers else ():
        numbered |= Q(**{f"{name}__in": sorted(person.numbers)})
    found = set(rows.filter(numbered).values_list("pk", flat=True))
    yield history, found | set(_named(rows.filter(same_row), columns, person))


def _named(rows: Any, columns: list[str], person: Person) -> Iterator[Any]:
    """The keys of the rows that have one of their names."""
    theirs = {name_key(name) for name in person.names}
    for pk, *names in rows.values_list("pk", *columns):
        if any(name_key(name) in theirs for name in names):
            yield pk


def keys_of(entry: Personal, person: Person) -> set[Any]:
    """The keys of the rows that are the person's.

    Theirs is what leads to their account or their number; what they wrote for somebody is theirs if
    it has one of their names.
    """
    rows = entry.model._base_manager.all()
    keys = set(rows.filter(_certain(entry, person)).values_list("pk", flat=True))
    wrote = rows.filter(_wrote(entry, person))
    columns = entry.names_of(Instead.NAME)
    if not columns:  # a picture, or what belongs to something that they entered
        return keys | set(wrote.values_list("pk", flat=True))
    return keys | set(_named(wrote, columns, person))


def _wrote(entry: Personal, person: Person) -> Q:
    found = Q(pk__in=[])
    for lookup in entry.entered_by:
        if not lookup.endswith("phone"):
            found |= Q(**{lookup: person.user}) if person.user is not None else Q(pk__in=[])
        elif person.numbers:
            found |= Q(**{f"{lookup}__in": sorted(person.numbers)})
    return found


def _certain(entry: Personal, person: Person) -> Q:
    found = Q(pk__in=[])
    if person.user is not None:
        for lookup in entry.users:
            found |= Q(**{lookup: person.user})
    if person.numbers:
        for lookup in entry.numbers:
            found |= Q(**{f"{lookup}__in": sorted(person.numbers)})
    logins = sorted(person.logins | person.numbers)
    for lookup in entry.logins:
        found |= Q(**{f"{lookup}__in": logins})
    return found
