"""Imports from spreadsheets: a room declares what a row means, core does the rest.

In a room's ``imports.py``::

    class EnterpriseRow(RowForm):
        name = forms.CharField(label=_("企业名称"), max_length=80)

    class EnterpriseImport(Importer):
        kind, title, right, form = "enterprises", _("企业"), "unions.import", EnterpriseRow
        examples = {"name": "德清县某某机械有限公司"}

        def apply(self, row: EnterpriseRow, actor: User) -> Enterprise:
            return add_enterprise(actor=actor, **row.cleaned_data)

and in its ``registrations.py``: ``register_importer(EnterpriseImport())``. That provides the pages,
the template, the preview, and the task with its progress; the upload page is ``{% url
"import_upload" "enterprises" %}``.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import rules
from django.http import Http404
from django.urls import reverse

from hongmajia.sheets import Wanted

from .actors import SignedIn
from .cells import RowForm, in_every_language
from .column_maps import ColumnMap
from .spreadsheets import MOST_ROWS


class Importer:
    """One kind of import. A room subclasses it; ``apply`` calls the room's ordinary action."""

    kind: ClassVar[str]
    """The word in the address."""
    title: ClassVar[Any]
    """What is imported, such as 企业."""
    measure: ClassVar[Any] = "行"
    """The measure word: 导入了12家."""
    right: ClassVar[str]
    """The permission to import at all, checked without an object; ``form`` checks each row."""
    form: ClassVar[type[RowForm]]
    also_called: ClassVar[dict[str, str]] = {}
    """Field → other headings that offices use for it, separated by blanks; they are suggested."""
    examples: ClassVar[dict[str, str]] = {}
    """Field → example in the template's explanations."""
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of fields whose values together may occur only once in a file. The fault is shown at
    the first field of the group."""
    most_rows: ClassVar[int] = MOST_ROWS
    """The most rows of a file; all are written in one transaction, which should take seconds, or
    two minutes where ``apply_all`` writes many rows at once."""
    section: ClassVar[str] = ""
    """The entry of the navigation to which its pages belong."""
    after: ClassVar[Any] = ""
    """What happens after the import, such as with invitations; the pages say it."""
    list_url: ClassVar[str] = "front"
    """Name of the page that lists the imported objects."""
    kept_model: ClassVar[Any] = None
    """The model of what is made; ``None`` where an import cannot be taken back."""
    no_way_back: ClassVar[Any] = ""
    """What to do instead, where it cannot be."""
    stays: ClassVar[Any] = ""
    """What stays when the import is taken back, such as accounts."""
    parts: ClassVar[frozenset[str]] = frozenset()
    """Labels of the models whose rows belong to what is made, and go with it."""
    page: ClassVar[str] = ""
    """Name of the page of one imported object, addressed by its key; empty if there is none."""

    def shared(self, actor: SignedIn, rows: Sequence[Mapping[str, str]]) -> Any:
        """What the forms of all ``rows`` (text by field) need from the database, fetched once."""
        return None

    def names(self, actor: SignedIn) -> dict[str, list[str]]:
        """Field → the names that ``actor`` may write in it, for the lists of the template."""
        return {}

    def assumed(self, actor: SignedIn) -> dict[str, str]:
        """Required field → what all rows have where a file has no column for it."""
        return {}

    def apply(self, row: Any, actor: SignedIn) -> Any:
        """Write one checked row by calling the room's action; returns the imported object.

        May raise ``Refused``.
        """
        raise NotImplementedError

    def apply_all(self, rows: Sequence[Any], actor: SignedIn) -> list[Any]:
        """Write checked rows, one after the other; returns the imported objects.

        Where the room has its action for many at once, the importer calls that instead. What it
        refuses is written again row by row, to find the row that is to blame.
        """
        return [self.apply(row, actor) for row in rows]

    def take_back(self, things: Any, actor: SignedIn) -> None:
        """Undo what the import made, by the room's action; ``things`` is a queryset of
        ``kept_model``. Nothing rests on them (``taking_back``). They are deleted by default.
        """
        things.delete()

    def link_to(self, made: Any) -> tuple[str, str]:
        """The name of an imported object, for whoever imported it, and the address of its page."""
        return str(made), reverse(self.page, args=[made.pk])

    @property
    def columns(self) -> dict[str, Any]:
        """Field name → form field, in the order of the template."""
        return self.form.base_fields

    @property
    def wanted(self) -> Wanted:
        """The table to look for in a file: its headings in every language."""
        return self.wanted_with(ColumnMap())

    def wanted_with(self, said: ColumnMap) -> Wanted:
        """The table to look for, also by the headings of which somebody said what they mean."""
        return Wanted.of(
            ([*in_every_language(column.label), *said.headings_of(name)], column.required)
            for name, column in self.columns.items()
        )

    def called(self, name: str) -> list[str]:
        """Other headings that offices use for a field."""
        return self.also_called.get(name, "").split()

    @property
    def labels(self) -> dict[str, str]:
        """Field → its heading, in the language of the reader."""
        return {name: str(column.label) for name, column in self.columns.items()}

    @property
    def required(self) -> list[str]:
        """The fields that every file has to have."""
        return [name for name, column in self.columns.items() if column.required]


_importers: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Register an importer under its ``kind``; call it in ``registrations.py``.

    Raises ``ValueError`` if another room has taken the name.
    """
    if importer.kind in _importers:
        raise ValueError(f"two rooms register the importer {importer.kind}")
    _importers[importer.kind] = importer


def importer_of(kind: str) -> Importer:
    """Return the importer of this kind; raises ``Http404`` if there is none."""
    try:
        return _importers[kind]
    except KeyError:
        raise Http404(kind) from None


def importable_by(user: Any) -> list[Importer]:
    """The importers that the user may use, in the order of the rooms."""
    return [one for kind, one in _importers.items() if may_import(user, kind)]


def may_import(user: Any, kind: str) -> bool:
    """Whether the user may import rows of this kind.

    ``rules`` is asked directly: a "no" of the user's own method asks the table of permissions.
    """
    return bool(rules.has_perm(_importers[kind].right, user))  # type: ignore[no-untyped-call]
