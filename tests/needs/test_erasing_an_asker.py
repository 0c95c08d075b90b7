"""Whoever asked without an account is erased: nothing that is kept names them any more."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hongmajia.audit.sealing import seal_events
from hongmajia.audit.verifying import faults
from hongmajia.core.acts import record
from hongmajia.core.encrypted_phones import phone_prefix
from hongmajia.core.encryption import field_keys
from hongmajia.core.erased_events import erasures
from hongmajia.core.erasures import apply_again
from hongmajia.core.errors import Refused
from hongmajia.core.models import Erasure, Event, Export, ImportJob
from hongmajia.core.search import words_of_text
from hongmajia.insights.counting import count_season
from hongmajia.needs.actions import erase_asker
from hongmajia.needs.actions.shared import lock_need
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need, NeedPhoto, SameProblem, need_search
from hongmajia.notices.models import Delivery, OptOut
from hongmajia.publicity.models import NewsItem
from hongmajia.services.models import Activity, SignUp
from tests.actors import Province, make_need
from tests.dump import places_of
from tests.test_access import things_of

pytestmark = pytest.mark.django_db

NAME, NUMBER = "陈国栋", "13761234567"
APART = "137 6123 4567"


@pytest.fixture
def asked(province: Province) -> Need:
    """Chen Guodong asked, and left traces of every kind; their need is solved and confirmed."""
    things_of(province)  # something of everything, of other people
    need = make_need(
        province, NeedState.CONFIRMED, asker=None, contact_name=NAME, contact_phone=NUMBER,
        text=f"焊罐体时变形厉害，找{NAME}，{APART}",
    )  # fmt: skip
    need.title = "不锈钢焊接变形"
    need.save()
    NeedPhoto.objects.create(need=need, image=ContentFile(b"weld", "weld.jpg"))
    record(province.xu, NeedVerb.LISTED, need, note=f"已给{NAME}回电{NUMBER}", data={"who": NAME})
    record(province.shen, NeedVerb.LISTED, province.season, note=f"{NAME}来过，{APART}")
    other = make_need(province, text=f"和{NAME}家一样的问题")
    SameProblem.objects.create(need=other, name=NAME, phone=NUMBER)
    past = Activity.objects.order_by("pk").first()
    assert past
    Activity.objects.filter(pk=past.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    SignUp.objects.create(activity=past, name=NAME, phone=NUMBER, workplace="莫干精工")
    Delivery.objects.create(
        channel="sms",
        phone=NUMBER,
        lines=[{"sentence": "x", "params": {"n": NAME}}],
        params={"code": need.tracking_code},
        url=f"/track/{need.tracking_code}/",
    )
    OptOut.objects.create(phone=NUMBER)
    NewsItem.objects.update(text=f"{NAME}说很满意")
    ImportJob.objects.create(
        kind="needs",
        owner=province.xu,
        language="zh-hans",
        file_name="表.csv",
        file=ContentFile(f"{NAME},{NUMBER}".encode(), "rows.csv"),
        report={"rows": [[NAME, NUMBER]]},
        keys=[need.pk],
    )
    Export.objects.create(
        kind="needs",
        owner=province.xu,
        language="zh-hans",
        query=f"q={NAME}",
        file=ContentFile(f"{NAME},1".encode(), "needs.csv"),
    )
    need_search.put([(need.pk, f"{need.search_text}\n{NAME}")])
    seal_events()
    return need


def erase(need: Need, capture: DjangoCaptureOnCommitCallbacks) -> None:
    """The union erases who asked, and the transaction ends."""
    with capture(execute=True):
        erase_asker(need=need, actor=None)


def test_nothing_that_is_kept_names_them_any_more(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    text = "找陈国栋焊罐"  # as the search cuts it into words
    need_search.put([(asked.pk, text)])
    words = [word for word in words_of_text(text) if word in NAME and len(word) > 1]
    assert words
    index = [phone_prefix(NUMBER, key) for key in field_keys()]
    assert len(places_of(NAME)) > 12
    assert len(places_of(NUMBER)) > 6
    erase(asked, django_capture_on_commit_callbacks)
    for value in (NAME, NUMBER, APART, asked.tracking_code, *index):
        assert places_of(value) == []
    for word in words:
        assert [place for place in places_of(word) if "_search" in place] == []


def test_the_log_is_still_sound_and_shows_who_masks_it_otherwise(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert list(faults()) == []
    erase(asked, django_capture_on_commit_callbacks)
    assert list(faults()) == []
    seal_events()
    assert list(faults()) == []
    event = Event.objects.filter(note__contains="＊").first()
    assert event
    Event.objects.filter(pk=event.pk).update(note="已回电")
    assert [each for each in faults() if f"第{event.pk}条" in each]


def test_an_erasure_that_was_forged_hides_nothing(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    erase(asked, django_capture_on_commit_callbacks)
    seal_events()
    erasure = erasures().first()
    assert erasure
    Event.objects.filter(pk=erasure.pk).update(data={"rows": {}})
    assert [each for each in faults() if f"第{erasure.pk}条" in each]


def test_figures_are_the_same_before_and_after(
    asked: Need, province: Province,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    before = count_season(province.season, province.province)
    erase(asked, django_capture_on_commit_callbacks)
    assert count_season(province.season, province.province) == before
    assert any(figure for figure in before.values())


def test_others_keep_their_names_and_numbers(
    asked: Need, province: Province,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    mine = Need.objects.filter(contact_phone="13812341234").count()
    erase(asked, django_capture_on_commit_callbacks)
    assert Need.objects.filter(contact_phone="13812341234", contact_name="沈女士").count() == mine
    province.xu.refresh_from_db()
    assert province.xu.name == "徐芳"


def test_a_name_that_somebody_else_has_stays_in_texts_that_are_not_about_them(
    asked: Need, province: Province,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    province.stranger.name = NAME
    province.stranger.save()
    erase(asked, django_capture_on_commit_callbacks)
    assert NAME in NewsItem.objects.values_list("text", flat=True)[0]
    assert NAME not in Need.objects.get(pk=asked.pk).text


def test_a_file_that_somebody_else_has_too_stays(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = NeedPhoto.objects.get(need=asked)
    others = Need.objects.exclude(pk=asked.pk).first()
    assert others
    shared = NeedPhoto.objects.create(need=others, image=photo.image.name)
    erase(asked, django_capture_on_commit_callbacks)
    assert shared.image.storage.exists(shared.image.name)
    assert not NeedPhoto.objects.filter(pk=photo.pk).exists()


def test_what_is_open_stands_against_it(asked: Need) -> None:
    Need.objects.filter(pk=asked.pk).update(state=NeedState.LISTED)
    with pytest.raises(Refused, match="还没有办完"), transaction.atomic():
        erase_asker(need=asked, actor=None)
    assert Need.objects.get(pk=asked.pk).contact_name == NAME


def test_who_has_an_account_is_not_erased_by_a_code(asked: Need, province: Province) -> None:
    province.stranger.phone = NUMBER
    province.stranger.save()
    with pytest.raises(Refused, match="有账号"), transaction.atomic():
        erase_asker(need=asked, actor=None)


def test_nobody_is_erased_twice(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    erase(asked, django_capture_on_commit_callbacks)
    with pytest.raises(Refused, match="没有个人信息"), transaction.atomic():
        erase_asker(need=lock_need(asked), actor=None)


def test_who_comes_back_with_an_older_backup_is_erased_again(
    asked: Need, settings: Settings, tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    point = transaction.savepoint()
    with django_capture_on_commit_callbacks(execute=True):
        erase_asker(need=asked, actor=None)
    lines = settings.ERASURES_FILE.read_text(encoding="utf-8")
    assert NAME not in lines
    assert NUMBER not in lines
    transaction.savepoint_rollback(point)  # as if the backup were restored
    assert Need.objects.get(pk=asked.pk).contact_name == NAME
    assert apply_again(settings.ERASURES_FILE) == 1
    assert places_of(NAME) == []
    assert apply_again(settings.ERASURES_FILE) == 0
    assert Erasure.objects.count() == 1


def test_a_row_that_got_the_same_key_later_is_not_erased(
    asked: Need, settings: Settings, tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    point = transaction.savepoint()
    with django_capture_on_commit_callbacks(execute=True):
        erase_asker(need=asked, actor=None)
    transaction.savepoint_rollback(point)
    later = asked.submitted_at + timedelta(seconds=1)
    Need.objects.filter(pk=asked.pk).update(submitted_at=later)
    assert apply_again(settings.ERASURES_FILE) == 0
    assert Need.objects.get(pk=asked.pk).contact_name == NAME


def test_the_command_says_that_the_log_is_sound(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    erase(asked, django_capture_on_commit_callbacks)
    out = StringIO()
    call_command("log", "--verify", stdout=out)
    assert "日志完好" in out.getvalue()


def told(*arguments: str) -> str:
    """What the command says."""
    out = StringIO()
    call_command("person", *arguments, stdout=out)
    return out.getvalue()


def test_the_office_says_what_is_held_and_erases_on_request(
    asked: Need, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    held = told(asked.tracking_code)
    assert NAME in held
    assert NUMBER in held
    assert "沈女士" not in held
    assert Event.objects.filter(verb="person.told", subject_id=asked.pk).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        assert "已删除" in told(asked.tracking_code, "--erase")
    assert places_of(NUMBER) == []
    with pytest.raises(CommandError, match="没有这个"):
        told(asked.tracking_code)
