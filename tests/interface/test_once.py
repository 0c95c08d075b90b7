"""A request that is sent again is carried out once; the same row under the same external id."""

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from hongmajia.core.models import ExternalId
from hongmajia.engagements.models import Engagement
from hongmajia.interface.models import StoredAnswer
from hongmajia.interface.tasks import forget_answers
from hongmajia.needs.enums import Channel, NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.models import Call
from hongmajia.services.models import Activity, SignUp
from tests.actors import Province
from tests.interface.conftest import Caller
from tests.interface.filled import EACH, Filled

NEED = {
    "text": "焊不锈钢罐体的时候变形厉害。", "region": "330521", "contact_name": "沈女士",
    "contact_phone": "13812341234",
}  # fmt: skip


def test_the_same_key_gives_the_same_answer(deqing: Caller, province: Province) -> None:
    first = deqing.post("/needs", NEED, key="a-1")
    again = deqing.post("/needs", NEED, key="a-1")
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert "Idempotent-Replayed" not in first.headers
    assert again["Idempotent-Replayed"] == "true"
    assert Need.objects.count() == 1
    deqing.post("/needs", NEED, key="a-2")
    assert Need.objects.count() == 2


def test_another_request_under_the_key_is_refused(deqing: Caller, province: Province) -> None:
    deqing.post("/needs", NEED, key="a-1")
    other = deqing.post("/needs", {**NEED, "goal": "平"}, key="a-1")
    assert (other.status_code, Need.objects.count()) == (422, 1)
    assert deqing.post("/needs", NEED, key="空").status_code == 422


def test_keys_of_two_programs_are_apart(
    deqing: Caller, wucheng: Caller, province: Province
) -> None:
    assert deqing.post("/needs", NEED, key="a-1").status_code == 201
    assert wucheng.post("/needs", {**NEED, "region": "330702"}, key="a-1").status_code == 201


def test_a_refused_request_may_be_sent_again(deqing: Caller, province: Province) -> None:
    assert deqing.post("/needs", {**NEED, "region": "999999"}, key="a-1").status_code == 422
    assert not StoredAnswer.objects.exists()
    assert deqing.post("/needs", NEED, key="a-1").status_code == 201


def test_while_the_first_is_carried_out_the_second_waits_outside(
    deqing: Caller, province: Province
) -> None:
    deqing.post("/needs", NEED, key="a-1")
    StoredAnswer.objects.update(status=None, answer=None)
    second = deqing.post("/needs", NEED, key="a-1")
    assert (second.status_code, second["Retry-After"]) == (409, "5")
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        third = deqing.post("/needs", NEED, key="a-1")  # the process of the first has died
    assert third.status_code == 201


def test_what_was_taken_over_is_rolled_back(
    deqing: Caller, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is alive after all, and comes to its end after another has taken its key."""

    def taken_meanwhile(answer: Any) -> dict[str, str]:
        StoredAnswer.objects.update(at=timezone.now() + timedelta(seconds=61))
        return {"type": "application/json", "body": ""}

    monkeypatch.setattr("hongmajia.interface.once._kept", taken_meanwhile)
    assert deqing.post("/needs", NEED, key="a-1").status_code == 409
    assert not Need.objects.exists()


def test_answers_are_encrypted_and_forgotten_after_a_day(
    deqing: Caller, province: Province
) -> None:
    code = deqing.post("/needs", NEED, key="a-1").json()["tracking_code"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM interface_storedanswer")
        assert code not in cursor.fetchone()[0]
    forget_answers.call()
    assert StoredAnswer.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        forget_answers.call()
    assert not StoredAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_carried_out(deqing: Caller, province: Province) -> None:
    statuses: list[int] = []

    def send() -> None:
        statuses.append(deqing.post("/needs", NEED, key="a-1").status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Need.objects.count() == 1
    assert 201 in statuses
    assert set(statuses) <= {201, 409}


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_with_one_external_id_one_row_is_made(
    deqing: Caller, province: Province
) -> None:
    statuses: list[int] = []

    def send() -> None:
        answer = deqing.post("/needs", {**NEED, "external_id": "A-1"})
        statuses.append(answer.status_code)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 200, 200, 201]
    assert Need.objects.count() == 1


# --- external ids ---------------------------------------------------------------------------


@pytest.fixture
def here(province: Province) -> Filled:
    """Deqing, filled."""
    return Filled(province, province.deqing, "330521", "甲")


def test_a_need_sent_again_is_corrected(deqing: Caller, province: Province) -> None:
    first = deqing.post("/needs", {**NEED, "external_id": "A-1", "goal": "不变形"})
    again = deqing.post("/needs", {**NEED, "external_id": "A-1", "goal": "平"})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    need = Need.objects.get()
    assert (need.goal, need.state, need.channel) == ("平", NeedState.SUBMITTED, Channel.API)


def test_a_returned_need_sent_again_is_handed_in(deqing: Caller, province: Province) -> None:
    deqing.post("/needs", {**NEED, "external_id": "A-1"})
    Need.objects.update(state=NeedState.RETURNED)
    deqing.post("/needs", {**NEED, "external_id": "A-1", "equipment": "氩弧焊机"})
    assert Need.objects.get().state == NeedState.SUBMITTED


def test_external_ids_of_two_programs_are_apart(
    deqing: Caller, wucheng: Caller, province: Province
) -> None:
    deqing.post("/needs", {**NEED, "external_id": "A-1"})
    wucheng.post("/needs", {**NEED, "external_id": "A-1", "region": "330702"})
    assert Need.objects.count() == ExternalId.objects.count() == 2


def test_an_order_an_appointment_a_record_and_a_sign_up_sent_again(
    deqing: Caller, here: Filled
) -> None:
    before = Engagement.objects.count(), Activity.objects.count()
    for name in ("order", "appoint", "write_record", "sign_up_one"):
        path, body = here.body_of(EACH[name])
        first, again = deqing.post(path, body), deqing.post(path, body)
        assert (first.status_code, again.status_code) == (201, 200), (name, again.text)
        assert first.json()["id"] == again.json()["id"]
    after = Engagement.objects.count(), Activity.objects.count()
    assert after == (before[0] + 1, before[1] + 1)
    assert SignUp.objects.count() == 1


def test_whoever_a_program_asks_for_has_no_account(deqing: Caller, here: Filled) -> None:
    """So nobody believes that they were told: they are telephoned, as others without an account."""
    for name in ("ask", "sign_up_one"):
        path, body = here.body_of(EACH[name])
        assert deqing.post(path, body).status_code == 201
    need = Need.objects.latest("pk")
    assert (need.asker, SignUp.objects.get().user) == (None, None)
    visit, body = here.body_of(EACH["appoint"])
    deqing.post(visit, body)
    assert Call.objects.filter(
        story=f"need-{Engagement.objects.get(pk=here.keys['agreed']).need_id}"
    )
