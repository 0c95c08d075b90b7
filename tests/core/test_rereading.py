"""`hongmajia reread`: what the patterns find now is blanked in rows stored before."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from hongmajia.core.models import Withholding
from hongmajia.core.rereading import all_readings
from hongmajia.core.withholding import Typed, keep_originals, original_texts
from hongmajia.needs.models import Need, need_search
from hongmajia.privacy import Find, Kind
from tests.actors import Province, make_need

pytestmark = pytest.mark.django_db


def reread() -> list[str]:
    told = StringIO()
    call_command("reread", stdout=told)
    return told.getvalue().splitlines()


def stored(province: Province, text: str) -> Need:
    """A need whose text was stored as it was typed, since nothing was found in it then."""
    need = make_need(province, title="压铸机漏油")
    Need.objects.filter(pk=need.pk).update(text=text)
    need_search.put([(need.pk, text)])
    return need


def test_what_is_found_now_is_blanked_and_no_longer_searched(province: Province) -> None:
    need = stored(province, "李明说模具裂了，会议号527 618 349")
    assert "needs.Need 1" in reread()
    need.refresh_from_db()
    assert need.text == "××说模具裂了，会议号××"
    assert original_texts(need)["text"].text == "李明说模具裂了，会议号527 618 349"
    assert Need.objects.filter(pk__in=need_search.matching("模具")).exists()
    assert not Need.objects.filter(pk__in=need_search.matching("李明")).exists()


def test_a_second_run_changes_nothing(province: Province) -> None:
    stored(province, "李明说模具裂了")
    reread()
    assert reread()[-1] == "公开的文字都重新看过了，0条有改动。"


def test_what_was_blanked_before_stays_so(province: Province) -> None:
    need = stored(province, "大家说××漏油，电话××")
    typed = "大家说某台机漏油，电话4008208820"
    finds = [Find(3, 6, Kind.NAME), Find(11, 21, Kind.LANDLINE)]
    keep_originals(need, {"text": Typed(typed, finds)})
    reread()
    need.refresh_from_db()
    assert need.text == "大家说××漏油，电话××"
    assert original_texts(need)["text"].text == typed


def test_rows_of_all_batches_are_read(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hongmajia.core.rereading.BATCH", 2)
    for _row in range(3):
        stored(province, "李明说模具裂了")
    assert "needs.Need 3" in reread()


def test_every_model_with_public_texts_can_be_read_again() -> None:
    public = {model for model in apps.get_models() if issubclass(model, Withholding)}
    assert set(all_readings()) == public
