"""Rows stored before public texts were blanked: the migrations blank them, and can be undone."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from hongmajia.core.migrating import RunPython
from hongmajia.core.models import Original
from hongmajia.core.withholding_migrated import blank_rows
from hongmajia.needs.models import Need
from hongmajia.needs.stored_askers import stored_asker
from tests.actors import Province, make_need

pytestmark = pytest.mark.django_db

TYPED = "莫干精工的压铸机漏油，请打张工13800001234"


class Editor:
    connection = connection


def step(changed: list[Any]) -> RunPython:
    joined = ("enterprise", "region__parent")
    return blank_rows(
        "needs", "need", ("title", "text"), stored_asker, joined=joined, reindex=changed.extend
    )


def stored_before(province: Province) -> Need:
    need = make_need(province, title="压铸机漏油")
    Need.objects.filter(pk=need.pk).update(text=TYPED)
    return need


def test_an_old_row_is_blanked_its_original_kept_and_its_search_renewed(province: Province) -> None:
    need, changed = stored_before(province), []
    step(changed).code(apps, Editor)
    need.refresh_from_db()
    assert need.text == "××的压铸机漏油，请打××××"
    assert need.title == "压铸机漏油"
    assert Original.objects.get().texts["text"][0] == TYPED
    assert [row.text for row in changed] == [need.text]


def test_reversed_it_puts_the_originals_back(province: Province) -> None:
    need = stored_before(province)
    moved = step([])
    moved.code(apps, Editor)
    assert moved.reverse_code is not None
    moved.reverse_code(apps, Editor)
    need.refresh_from_db()
    assert need.text == TYPED
    assert not Original.objects.exists()
