"""The event log shows every row that was changed, removed or added behind the product's back."""

import json
from collections.abc import Callable
from datetime import UTC, timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from hongmajia.audit.models import Seal
from hongmajia.audit.sealing import ROW, hash_of, lines_of, rows_of, seal_events
from hongmajia.audit.tasks import seal_log
from hongmajia.audit.verifying import faults
from hongmajia.core.acts import record, record_all
from hongmajia.core.event_marks import is_genuine
from hongmajia.core.logs.context import coming_from
from hongmajia.core.models import Event, LogKey
from hongmajia.needs.enums import NeedVerb
from tests.actors import Province

pytestmark = pytest.mark.django_db


def act(province: Province, note: str = "补充了照片", **data: Any) -> Event:
    """Ms Shen writes something into the log."""
    data = {"number": "浙2026-1", "share": 2.0, "days": [1, 2.5], **data}
    return record(province.shen, NeedVerb.LISTED, province.season, note=note, data=data)


def sql(statement: str, *values: object) -> None:
    """What somebody does who has the database, but not the product's keys."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def an_hour_later() -> Any:
    """Context manager: more than an hour has passed."""
    return time_machine.travel(timezone.now() + timedelta(minutes=61))


def test_a_log_that_nobody_touched_is_sound(province: Province) -> None:
    with coming_from({"request": "f00d", "address": "192.0.2.7", "agent": "浏览器"}):
        first = act(province)
    record_all(province.shen, NeedVerb.LISTED, [(province.season, {"number": "二"})] * 3)
    seal_events()
    act(province)
    assert list(faults()) == []
    assert first.origin["address"] == "192.0.2.7"
    assert sum(seal.count for seal in Seal.objects.all()) == Event.objects.count() - 1


def test_seals_are_a_chain_and_new_events_come_into_the_next(province: Province) -> None:
    act(province)
    [one] = seal_events()
    assert seal_events() == []
    act(province)
    [two] = seal_events()
    assert (two.number, two.previous, two.count) == (one.number + 1, one.hash, 1)


def test_an_event_that_was_committed_late_comes_into_a_later_seal(province: Province) -> None:
    """Its transaction got the key first and ended after the seal was made."""
    late, early = act(province), act(province)
    seal_events()
    seal = Seal.objects.get()
    rows = b"".join(ROW.pack(*row) for row in rows_of(seal) if row[0] != late.pk)
    digest = hash_of(seal.number, seal.made_at, seal.previous, rows)
    Seal.objects.update(rows=rows, hash=digest, count=seal.count - 1)
    [second] = seal_events()
    assert [key for key, _ in rows_of(second)] == [late.pk]
    assert early.pk > late.pk
    assert list(faults()) == []


CHANGES: dict[str, Callable[[int], None]] = {
    "who": lambda key: sql("UPDATE core_event SET actor_id = NULL WHERE id = %s", key),
    "when": lambda key: sql("UPDATE core_event SET at = %s WHERE id = %s", timezone.now(), key),
    "what": lambda key: sql("UPDATE core_event SET verb = 'need.returned' WHERE id = %s", key),
    "on what": lambda key: sql("UPDATE core_event SET subject_id = 7 WHERE id = %s", key),
    "whose story": lambda key: sql("UPDATE core_event SET story = 'need-1' WHERE id = %s", key),
    "to which state": lambda key: sql("UPDATE core_event SET to_state = 'x' WHERE id = %s", key),
    "why": lambda key: sql("UPDATE core_event SET note = '' WHERE id = %s", key),
    "the words": lambda key: sql(
        "UPDATE core_event SET data = %s WHERE id = %s", json.dumps({"number": "别的"}), key
    ),
    "from where": lambda key: sql(
        "UPDATE core_event SET origin = %s WHERE id = %s", json.dumps({"address": "x"}), key
    ),
    "for whom": lambda key: sql("UPDATE core_event SET audience = 'unions' WHERE id = %s", key),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("is_sealed", [True, False], ids=["sealed", "not sealed yet"])
def test_a_changed_row_is_named(
    province: Province, change: Callable[[int], None], is_sealed: bool
) -> None:
    act(province)
    event = act(province)
    act(province)
    if is_sealed:
        seal_events()
    change(event.pk)
    [fault] = faults()
    assert fault.startswith(f"第{event.pk}条")


def test_a_removed_row_is_named(province: Province) -> None:
    events = [act(province) for _ in range(3)]
    seal_events()
    sql("DELETE FROM core_event WHERE id IN (%s, %s)", events[0].pk, events[2].pk)
    assert list(faults()) == [f"第{events[0].pk}条被删掉了", f"第{events[2].pk}条被删掉了"]


COPIED = """
    INSERT INTO core_event (id, at, actor_id, verb, subject_type_id, subject_id, story, from_state,
        to_state, note, audience, data, origin, salt, digest, mark)
    SELECT %s, at, actor_id, verb, subject_type_id, subject_id, story, from_state, to_state,
        note, audience, data, origin, salt, digest, mark FROM core_event WHERE id = %s
"""


def test_a_row_that_was_copied_is_named(province: Province) -> None:
    """A copy has a true mark, but the salt of another row."""
    event = act(province)
    seal_events()
    sql(COPIED, event.pk + 1, event.pk)
    assert list(faults()) == [f"第{event.pk + 1}条（need.listed）是后加的"]


def test_a_row_that_was_put_between_old_ones_is_named(province: Province) -> None:
    """Even with a true mark: all events of that time are in seals."""
    first, second = act(province), act(province)
    sql("DELETE FROM core_event WHERE id = %s", first.pk)
    seal_events()
    with an_hour_later():
        act(province)
        seal_events()
        sql("UPDATE core_event SET id = %s WHERE id = %s", first.pk, second.pk)
        found = list(faults())
    assert f"第{first.pk}条（need.listed）是后加的" in found
    assert f"第{second.pk}条被删掉了" in found


def test_a_seal_that_was_changed_or_removed_is_named(province: Province) -> None:
    for _ in range(3):
        act(province)
        seal_events()
    sql("UPDATE audit_seal SET hash = %s WHERE number = 1", "0" * 64)
    assert list(faults())[:2] == ["第1号封存被改过", "第2号封存接不上前一号"]
    sql("DELETE FROM audit_seal WHERE number = 2")
    assert "封存链断了：少了第2号" in list(faults())


def test_a_chain_computed_anew_is_found_by_the_exported_seals(province: Province) -> None:
    """By somebody who has the product's keys as well: they can make marks and seals."""
    event = act(province)
    seal_events()
    exported = list(lines_of(Seal.objects.all()))
    Seal.objects.all().delete()
    sql("DELETE FROM core_event WHERE id = %s", event.pk)
    act(province)
    seal_events()
    assert list(faults()) == []
    assert list(faults(exported)) == ["第1号封存和导出的不一样，封存链重新算过"]


def test_who_can_only_write_to_the_database_cannot_make_a_seal(province: Province) -> None:
    """A removed event, and the seal written anew without the key of the marks."""
    event = act(province)
    act(province)
    [seal] = seal_events()
    rows = b"".join(ROW.pack(*row) for row in rows_of(seal) if row[0] != event.pk)
    head = f"|1|{seal.made_at.astimezone(UTC).isoformat()}|".encode()
    Seal.objects.update(rows=rows, count=1, hash=sha256(head + rows).hexdigest())
    sql("DELETE FROM core_event WHERE id = %s", event.pk)
    assert list(faults()) == ["第1号封存被改过"]


def test_a_pause_of_sealing_makes_no_event_a_late_one(province: Province) -> None:
    """An event was committed a moment after the last seal, and then the product stood still."""
    late, early = act(province), act(province)
    seal_events()
    seal = Seal.objects.get()
    rows = b"".join(ROW.pack(*row) for row in rows_of(seal) if row[0] != late.pk)
    digest = hash_of(seal.number, seal.made_at, seal.previous, rows)
    Seal.objects.update(rows=rows, hash=digest, count=seal.count - 1)
    with an_hour_later():
        assert list(faults()) == []
        [second] = seal_events()
        assert [key for key, _ in rows_of(second)] == [late.pk]
    assert early.pk > late.pk


def test_a_key_that_was_given_as_a_text_is_as_good(province: Province) -> None:
    kind = ContentType.objects.get_for_model(province.season)
    Event.objects.create(verb="need.listed", subject_type=kind, subject_id="330521")  # type: ignore[misc]
    assert list(faults()) == []


def test_an_end_that_was_cut_off_is_found_by_the_exported_seals(province: Province) -> None:
    act(province)
    seal_events()
    event = act(province)
    seal_events()
    exported = list(lines_of(Seal.objects.all()))
    sql("DELETE FROM audit_seal WHERE number = 2")
    sql("DELETE FROM core_event WHERE id = %s", event.pk)
    assert list(faults()) == []
    assert list(faults(exported)) == ["第2号封存不见了，导出的文件里有"]


def test_the_key_is_stored_encrypted(province: Province) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM core_logkey")
        [(stored,)] = cursor.fetchall()
    assert LogKey.objects.get().secret not in stored


def test_values_of_both_databases_are_read_as_they_were_written(province: Province) -> None:
    act(province, words="引号“”'\"\\换行\n", number=1e5, nothing=None, yes=True, small=0.1)
    assert all(map(is_genuine, Event.objects.all()))


def test_the_clock_seals_and_notes_it_in_a_file(
    province: Province, tmp_path: Path, settings: Settings
) -> None:
    settings.SEALS_FILE = tmp_path / "seals"
    for _ in range(2):
        act(province)
        seal_log.func()
    seal_log.func()
    lines = settings.SEALS_FILE.read_text().splitlines()
    assert lines == list(lines_of(Seal.objects.all()))
    rest = lines[1][:20]
    settings.SEALS_FILE.write_text(f"{lines[0]}\n{rest}")  # killed while it wrote
    seal_log.func()
    assert settings.SEALS_FILE.read_text().splitlines() == [lines[0], rest, lines[1]]
    assert "日志完好" in told("--verify", "--seals", str(settings.SEALS_FILE))


def test_a_file_that_cannot_be_written_stops_no_seal(
    province: Province, tmp_path: Path, settings: Settings
) -> None:
    settings.SEALS_FILE = tmp_path / "not there" / "seals"
    act(province)
    seal_log.func()
    assert Seal.objects.count() == 1


def test_an_exported_file_is_never_replaced(province: Province, tmp_path: Path) -> None:
    file = tmp_path / "seals"
    file.write_text("the only evidence")
    with pytest.raises(CommandError):
        told("--export", str(file))
    assert file.read_text() == "the only evidence"


def told(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("log", *words, stdout=out, stderr=out)
    return out.getvalue()


def test_the_command_verifies_and_exports(province: Province, tmp_path: Path) -> None:
    event = act(province)
    told("--export", str(tmp_path / "seals"))
    assert "日志完好" in told("--verify", "--seals", str(tmp_path / "seals"))
    sql("UPDATE core_event SET note = '别的' WHERE id = %s", event.pk)
    with pytest.raises(CommandError, match=f"第{event.pk}条"):
        told("--verify", "--seals", str(tmp_path / "seals"))
