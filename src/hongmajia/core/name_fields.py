"""Names in the database: stored in one spelling, and found in every spelling by an indexed key."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models

from hongmajia.spelling import name_key, tidy_name

LONGEST_KEY = 200
"""Characters of a key; a name of the longest column is shorter in every spelling people use."""
BATCH = 1000


class NameInput(forms.CharField):
    """A form's field for a name; the form gets it as ``tidy_name`` gives it."""

    def to_python(self, value: Any) -> Any:
        return tidy_name(super().to_python(value) or "")


class NameField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """A name, stored as ``tidy_name`` gives it, whoever saves it. Migrations see a CharField."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return tidy_name(value) if isinstance(value, str) else value

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"form_class": NameInput, **options})

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


class NameKeyField(models.CharField):  # type: ignore[type-arg]  # takes none at run time
    """The ``name_key`` of the field ``of``, filled when a row is saved.

    ``filter(name_key="李　明")`` and ``name_key__in`` compare with the keys of what they are given;
    Django gives parts of a key (``__contains``) as they are. ``update()`` leaves the old key.
    """

    def __init__(self, *, of: str = "name", **options: Any) -> None:
        self.of = of
        given = {"max_length": LONGEST_KEY, "default": "", "editable": False, "db_index": True}
        super().__init__(**{**given, **options})

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return name_key(value)[: self.max_length] if isinstance(value, str) else value

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        key = self.get_prep_value(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _path, args, options = super().deconstruct()
        return name, "django.db.models.CharField", args, options


def fill_name_keys(app: str, *names: str) -> Callable[[Any, Any], None]:
    """For a migration: fills the keys of the rows that were there before."""
    return fill_keys(app, dict.fromkeys(names, "name"))


def fill_keys(app: str, fields: Mapping[str, str]) -> Callable[[Any, Any], None]:
    """The same for keys of other fields: model → field, whose key is ``<field>_key``."""

    def fill(apps: Any, editor: Any) -> None:
        for name, field in fields.items():
            model = apps.get_model(app, name)
            rows = model.objects.exclude(**{field: ""}).order_by("pk").values_list("pk", field)
            for pk, written in rows.iterator(chunk_size=BATCH):
                key = {f"{field}_key": name_key(written)[:LONGEST_KEY]}
                model.objects.filter(pk=pk).update(**key)

    return fill
