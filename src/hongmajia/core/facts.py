"""One declaration of a record's facts, to which forms, API, imports and exports are held.

In a room's ``facts.py``::

    class Facts(TypedDict, total=False):
        title: str
        enterprise: Enterprise | None

    NEED_FACTS = FactSet(
        Facts,
        written_as={"credit_code": ("enterprise",)},
        not_facts={"photos": "files, which the action takes as an argument of their own"},
        left_out={"export": {"contact_phone": "a list shows no telephone numbers"}},
    )

The actions take ``**facts: Unpack[Facts]``. A form (``core.forms.FactsForm``), an API schema
(``core.schemas.FactsSchema``) and a row of an import (``core.cells.FactsRow``) name the set they
write; a field that the set does not know raises ``UnknownFact`` instead of being dropped.
``tests/test_facts.py`` holds the other direction: every way in and out carries every fact, or the
set says why not.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.core.exceptions import ImproperlyConfigured

Way = Literal["form", "api", "import", "export", "page"]
"""How facts come in (form, api, import) and go out (export: a spreadsheet; page: the record's)."""


class UnknownFact(ImproperlyConfigured):
    """A form, schema or import has a field of which its fact set knows nothing."""


class FactSet:
    """The facts of one kind of record.

    ``facts`` is the ``TypedDict`` that the actions take. ``written_as``: field → the facts that
    are read from it, where they are not the one of the same name. ``not_facts``: field → what it
    is instead. ``left_out``: way → fact → why it does not come or go that way.
    """

    def __init__(
        self,
        facts: Any,
        *,
        written_as: Mapping[str, tuple[str, ...]] | None = None,
        not_facts: Mapping[str, str] | None = None,
        left_out: Mapping[Way, Mapping[str, str]] | None = None,
    ) -> None:
        self.facts = facts
        self.names: frozenset[str] = facts.__required_keys__ | facts.__optional_keys__
        self.written_as = dict(written_as or {})
        self.not_facts = dict(not_facts or {})
        self.left_out = dict(left_out or {})

    @property
    def file(self) -> str:
        """Where the facts are declared, such as ``needs/facts.py``."""
        return str(self.facts.__module__).removeprefix("hongmajia.").replace(".", "/") + ".py"

    def __str__(self) -> str:
        return f"{self.facts.__name__} ({self.file})"

    def carried_by(self, fields: Iterable[str], owner: type) -> frozenset[str]:
        """The facts that are read from ``fields`` of the form, schema or row ``owner``.

        Raises ``UnknownFact`` for a field that this fact set does not know.
        """
        carried = [
            name
            for field in fields
            if field not in self.not_facts
            for name in self.written_as.get(field, (field,))
        ]
        if unknown := sorted(set(carried) - self.names):
            raise UnknownFact(
                f"{owner.__module__}.{owner.__qualname__} has fields that {self} does not know: "
                f"{', '.join(unknown)}. Add each to {self.facts.__name__} in {self.file}, or, if "
                "it is no fact, to not_facts or written_as of the fact set in that file."
            )
        return frozenset(carried)

    def with_arguments(self, not_facts: Mapping[str, str]) -> "FactSet":
        """The same facts for a form or schema of another room that asks for more besides."""
        return FactSet(
            self.facts,
            written_as=self.written_as,
            not_facts={**self.not_facts, **not_facts},
            left_out=self.left_out,
        )

    def expected(self, way: Way) -> frozenset[str]:
        """The facts that come or go this way."""
        return self.names - self.left_out.get(way, {}).keys()
