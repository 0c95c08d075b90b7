"""The package of a closed year: what is in it, in which form, and what is not in it."""

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from hongmajia.archives.actions import start_archive, store_archive
from hongmajia.archives.columns import Table
from hongmajia.archives.enums import ArchiveState, ArchiveVerb
from hongmajia.archives.models import Archive
from hongmajia.archives.tables import TABLES
from hongmajia.archives.tasks import forget_archives, write_archive
from hongmajia.archives.verifying import verify
from hongmajia.audit.models import Seal
from hongmajia.audit.sealing import rows_of
from hongmajia.cases.models import Case
from hongmajia.circulars.models import Circular
from hongmajia.classes.actions import change_learner, enroll, open_class
from hongmajia.classes.models import TrainingClass
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.events.actions import (
    add_agenda,
    add_units,
    count_heads,
    name_guests,
    note_question,
)
from hongmajia.needs.models import Need, NeedPhoto
from hongmajia.papers import claimed_standard
from hongmajia.people.models import Apprenticeship, FirmTie
from hongmajia.services.actions import reveal_sign_up
from hongmajia.services.enums import ServiceVerb
from hongmajia.services.models import (
    Activity,
    Confirmation,
    ServiceRecord,
    SignUp,
    Suggestion,
)
from hongmajia.unions.actions import open_for_corrections
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season
from tests.actors import Province, grant, user
from tests.papers.archival import broken_demands

from .conftest import close, fill, make


def rows_of_table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table as a program reads them."""
    with (folder / f"data/tables/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def described(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "data/tables/datapackage.json").read_text(encoding="utf-8"))


def test_another_program_finds_it_a_valid_bag(folder: Path) -> None:
    """The bagit library of the Library of Congress, which knows nothing of us."""
    bag = bagit.Bag(str(folder))
    assert bag.validate()
    assert bag.info["Source-Organization"] == "浙江省总工会"


def test_what_happened_is_in_the_tables(folder: Path) -> None:
    """The need, who helped, what was done, what the enterprise said, and the photographs of it."""
    (need,) = rows_of_table(folder, "needs")
    (engagement,) = rows_of_table(folder, "engagements")
    (record,) = rows_of_table(folder, "records")
    (said,) = rows_of_table(folder, "confirmations")
    assert engagement["need_id"] == need["id"]
    assert engagement["helper_name"] == "董师傅"
    assert (record["done"], record["visitors"]) == ("改对称分段退焊。", "8")
    assert (said["outcome"], said["name"], said["benefit_wan"]) == ("解决了", "沈女士", "12.5")
    assert [row["text"] for row in rows_of_table(folder, "suggestions")] == [
        "做反变形垫板",
        "换焊序卡",
    ]
    photographs = rows_of_table(folder, "photographs")
    assert {row["of"] for row in photographs} == {"needs", "records", "confirmations"}
    assert all((folder / row["path"]).read_bytes()[:2] == b"\xff\xd8" for row in photographs)


def test_every_table_has_each_column_described(folder: Path) -> None:
    """As many columns as described, in this order, and as many rows as told."""
    tables = {table["name"]: table for table in described(folder)["resources"]}
    files = {path.stem for path in (folder / "data/tables").glob("*.csv")}
    assert set(tables) == files >= {"needs", "events", "photographs", "cases"}
    for name, table in tables.items():
        text = (folder / f"data/tables/{name}.csv").read_text(encoding="utf-8-sig")
        fields = table["schema"]["fields"]
        assert text.splitlines()[0].split(",") == [field["name"] for field in fields]
        assert all(field["description"] for field in fields)
        assert len(rows_of_table(folder, name)) == table["rows"]
    (state,) = [f for f in tables["needs"]["schema"]["fields"] if f["name"] == "state"]
    assert rows_of_table(folder, "needs")[0]["state"] in state["constraints"]["enum"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_field_is_in_a_column_or_left_out_with_a_reason(table: Table) -> None:
    """A new field of a model is neither forgotten nor given away without a thought."""
    model = table.model
    fields = {f.name for f in [*model._meta.fields, *model._meta.many_to_many]}
    fields |= {f.name for f in model._meta.private_fields}
    shown = {column.source for column in table.columns} - {""}
    left_out = {name for name in table.left_out if name in fields}
    assert shown & left_out == set()
    assert fields - shown - left_out == set()
    assert all(table.left_out.values())


def test_every_model_of_a_year_is_in_a_table_or_named_here() -> None:
    """What belongs to a season is archived; what is not stands in the README or has no content."""
    without = {
        "Archive": "the packages themselves",
        "Filling": "made from the figures, which are in it; its file goes after 30 days",
        "CommonProblem": "how needs were matched; what came of it is in the engagements",
        "SummarySum": "sums of the records, which are in it",
        "SummaryFirm": "sums of the records, which are in it",
        "Round": "how needs were matched; what came of it is in the engagements",
    }
    archived = {table.model for table in TABLES}
    for model in apps.get_models():
        fields = {field.name for field in model._meta.fields if field.name == "season"}
        is_version = model.__name__.startswith("Historical")  # README says that they are not in it
        if fields and model not in archived and not is_version:
            assert model.__name__ in without, model


def test_what_hangs_on_the_things_of_a_year_is_in_a_table_or_named_here() -> None:
    """What leads to a need, an engagement, an activity, a record, a class or a case."""
    without = {
        "NeedPhoto": "a photograph", "RecordPhoto": "a photograph", "Evidence": "a photograph",
        "EventPhoto": "a photograph", "CasePicture": "a photograph that is in it already",
        "SameProblem": "numbers of people who only want to be told",
        "ProblemNeed": "how needs were matched", "PlanRow": "how needs were matched",
        "Unserved": "how needs were matched", "Ruling": "how needs were matched",
        "ReadMark": "who has read what", "visits.Stop": "computed, and computed again",
        "CaseUse": "of whatever year an enterprise uses a case",
        "DayOfReading": "readings are counted on and on",
        "Handout": "copies of a book, of whatever year",
        "KindNeed": "a kind of problem is of no year",
    }  # fmt: skip
    archived = {table.model for table in TABLES}
    roots = {Need, Engagement, Activity, ServiceRecord, Case, TrainingClass, Confirmation}
    missing = set()
    for model in set(apps.get_models()) - archived:
        leads = {field.related_model for field in model._meta.concrete_fields}
        names = {model.__name__, model._meta.label}
        if (
            leads & roots
            and not model.__name__.startswith("Historical")
            and not names & set(without)
        ):
            missing.add(model._meta.label)
    assert missing == set()


def test_persons_are_in_it_only_as_the_page_says(folder: Path) -> None:
    """Numbers are masked; no code that lets anybody act is in any file."""
    (need,) = rows_of_table(folder, "needs")
    assert need["contact_phone"] == "138****0412"
    code = NeedPhoto.objects.get().need.tracking_code
    for path in folder.rglob("*"):
        if path.suffix in {".csv", ".json", ".txt"}:
            text = path.read_text(encoding="utf-8")
            assert "13812340412" not in text
            assert code not in text


def test_no_text_is_taken_for_a_formula(folder: Path) -> None:
    """It gets an apostrophe, and README says so."""
    (need,) = rows_of_table(folder, "needs")
    assert need["text"] == "'=1+1开头的说法"
    assert "撇号" in (folder / "README.txt").read_text(encoding="utf-8")


def test_documents_are_pdf_a_and_say_what_they_are(folder: Path) -> None:
    """The agreement and the certificate of Dong's service."""
    found = sorted((folder / "data/documents").rglob("*.pdf"))
    assert [path.parent.name for path in found] == ["agreements", "certificates"]
    assert all(claimed_standard(path) == "PDF/A-2b" for path in found)
    assert [broken_demands(path) for path in found] == [[], []]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    notes = {file["path"]: file["note"] for file in manifest["files"]}
    assert [notes[path.relative_to(folder).as_posix()] for path in found] == ["PDF/A-2b"] * 2


def test_pairings_of_the_year_are_in_it(province: Province, closed: Season, tmp_path: Path) -> None:
    """A pairing that still stands, and an apprenticeship of the season; none of before."""
    first = min(stage.starts for stage in closed.stages.all())
    for helper, since, ended in (
        (province.dong_helper, first - timedelta(days=400), None),
        (province.team, first - timedelta(days=400), first - timedelta(days=1)),
    ):
        FirmTie.objects.create(
            helper=helper, enterprise=province.mogan, aim="焊接", since=since, ended_on=ended
        )
    for n, starts in enumerate((first, first - timedelta(days=300))):
        Apprenticeship.objects.create(
            master=province.dong_helper, union=province.deqing, apprentice_name=f"小吴{n}",
            workplace="莫干精工", skill="焊接", starts_on=starts,
            ends_on=starts + timedelta(days=365),
        )  # fmt: skip
    with zipfile.ZipFile(make(province).file.path) as file:
        file.extractall(tmp_path / "again")
    (again,) = (tmp_path / "again").iterdir()
    (tie,) = rows_of_table(again, "firm_ties")
    assert (tie["helper"], tie["enterprise_id"]) == ("董师傅", str(province.mogan.pk))
    assert [row["apprentice_name"] for row in rows_of_table(again, "apprenticeships")] == ["小吴0"]


def test_the_log_is_sealed_in_the_package(folder: Path) -> None:
    """Whoever keeps the package can show later that the log of the year was changed."""
    seals = folder / "data/log/seals.txt"
    *_earlier, last = seals.read_text(encoding="utf-8").splitlines()
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    number, _at, _events, digest = last.split()
    assert (manifest["seal"]["number"], manifest["seal"]["hash"]) == (int(number), digest)
    sealed = {mark.hex() for seal in Seal.objects.all() for _key, mark in rows_of(seal)}
    assert {row["mark"] for row in rows_of_table(folder, "events")} <= sealed
    call_command("log", verify=True, seals=seals)
    Seal.objects.order_by("-number")[0].delete()
    with pytest.raises(CommandError, match="被动过"):
        call_command("log", verify=True, seals=seals)


def test_the_log_tells_the_year_in_the_order_of_the_acts(folder: Path, province: Province) -> None:
    """All events on what belongs to the year, none of anything else, each as a sentence."""
    told = rows_of_table(folder, "events")
    keys = [int(row["id"]) for row in told]
    assert keys == sorted(keys)
    assert told[-1]["words"].endswith("把2026年度归档")
    need = NeedPhoto.objects.get().need
    stories = set(Event.objects.filter(story=need.story).values_list("pk", flat=True))
    assert stories <= set(keys)


def test_the_figures_are_those_of_the_page(folder: Path) -> None:
    """The summary has the suggestions that are in the table."""
    with (folder / "data/figures/summary.csv").open(encoding="utf-8-sig", newline="") as file:
        figures = {row[0]: row[1] for row in csv.reader(file)}
    assert figures["合理化建议"] == str(float(Suggestion.objects.count())) == "2.0"


def test_a_photograph_that_is_gone_is_named(province: Province, closed: Season) -> None:
    """The package is made all the same, and does not pretend to hold it."""
    photo = NeedPhoto.objects.get()
    photo.image.storage.delete(photo.image.name)
    archive = make(province)
    assert archive.state == ArchiveState.DONE
    with archive.file.open() as file:
        package = zipfile.ZipFile(file)
        (readme,) = [name for name in package.namelist() if name.endswith("README.txt")]
        assert photo.image.name in package.read(readme).decode()


def test_a_photograph_of_two_needs_is_in_it_once(province: Province, closed: Season) -> None:
    """Both rows lead to the one file, and the package verifies."""
    photo = NeedPhoto.objects.get()
    NeedPhoto.objects.create(need=photo.need, image=photo.image.name)
    archive = make(province)
    assert verify(Path(archive.file.path)).files == archive.files
    assert ["照片", 4] in archive.counts


# --- making it --------------------------------------------------------------------------------


def test_only_a_closed_year_is_archived(province: Province) -> None:
    with pytest.raises(Refused, match="还没有归档"):
        make(province)


def test_a_year_opened_meanwhile_makes_no_package(province: Province, closed: Season) -> None:
    """Parts of it could be from before the correction and others from after it."""
    asked = start_archive(actor=province.fang, season=closed)
    open_for_corrections(actor=province.fang, season=closed, reason="漏了一场活动", days=2)
    write_archive.func(asked.pk)
    failed = Archive.objects.get(pk=asked.pk)
    assert failed.has_failed
    assert "开放了更正" in failed.failure_in_words
    assert not failed.file


def test_two_at_a_time_are_refused(province: Province, closed: Season) -> None:
    start_archive(actor=province.fang, season=closed)
    with pytest.raises(Refused, match="正在写"):
        start_archive(actor=province.fang, season=closed)


def test_written_twice_it_is_the_same_package(province: Province, closed: Season) -> None:
    """The task may run again; the second run does nothing."""
    archive = make(province)
    write_archive.func(archive.pk)
    assert Archive.objects.get(pk=archive.pk).sha256 == archive.sha256
    assert Event.objects.filter(verb=ArchiveVerb.MADE).count() == 1


def test_the_file_goes_after_thirty_days_and_the_hash_stays(
    province: Province, closed: Season
) -> None:
    archive = make(province)
    Archive.objects.update(started_at=archive.started_at - timedelta(days=31))
    forget_archives.func()
    kept = Archive.objects.get()
    assert (bool(kept.file), kept.sha256) == (False, archive.sha256)


# --- pages --------------------------------------------------------------------------------------


def test_fang_makes_it_and_takes_it_away(
    province: Province, closed: Season, as_user: Callable[[Any], Client]
) -> None:
    """From the page of the season to the file; making and each fetching are logged."""
    browser = as_user(province.fang)
    page = browser.get(f"{reverse('season')}?season={closed.pk}").content.decode()
    asking = reverse("season_archives", args=[closed.pk])
    assert asking in page
    waiting = browser.post(asking)
    archive = Archive.objects.get()
    write_archive.func(archive.pk)
    done = browser.get(waiting["Location"]).content.decode()
    archive.refresh_from_db()
    assert archive.sha256 in done
    answer = browser.post(reverse("archive_file", args=[archive.pk]))
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert len(content) == archive.size
    verbs = Event.objects.filter(actor=province.fang, story=closed.story).values_list("verb")
    assert {(ArchiveVerb.ASKED,), (ArchiveVerb.FETCHED,)} <= set(verbs)


def test_nothing_is_copied_while_others_cannot_write(
    province: Province, closed: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is stored before the transaction that notes it; SQLite lets one write at a time."""
    save, depths = Storage.save, list[int]()

    def saving(self: Any, name: str, content: Any, max_length: int | None = None) -> str:
        depths.append(len(connection.savepoint_ids))
        return str(save(self, name, content, max_length))

    monkeypatch.setattr(Storage, "save", saving)
    outside = len(connection.savepoint_ids)
    archive = make(province)
    assert (depths, archive.state) == ([outside], ArchiveState.DONE)
    assert Path(archive.file.path).stat().st_size == archive.size


def test_a_package_that_is_not_wanted_any_more_leaves_no_file(
    province: Province, closed: Season
) -> None:
    """It was given up, or the year was opened, while it was being written."""
    for state in (ArchiveState.FAILED, ArchiveState.WRITING):
        archive = start_archive(actor=province.fang, season=closed)
        Archive.objects.filter(pk=archive.pk).update(state=state)
        if state == ArchiveState.WRITING:
            open_for_corrections(actor=province.fang, season=closed, reason="漏了一家", days=3)
        with nullcontext() if state == ArchiveState.FAILED else pytest.raises(Refused):
            store_archive(
                archive=archive, content=ContentFile(b"x"), sha256="0" * 64, files=1, counts=[]
            )
        assert not Archive.objects.get(pk=archive.pk).file
    assert [*Path(settings.MEDIA_ROOT).glob("archives/*/*/*.zip")] == []


def test_what_a_dead_worker_left_is_swept(province: Province, closed: Season) -> None:
    """Partial files and stored ones that no package has, from yesterday; not those of today."""
    kept, folder = Path(make(province).file.path), Path(settings.MEDIA_ROOT)
    old = [folder / "tmpold.archive", kept.with_name("hongmajia-2026-999.zip")]
    new = [folder / "tmpnew.archive", kept.with_name("hongmajia-2026-998.zip")]
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (*old, *new):
        path.write_bytes(b"names")
    for path in (*old, kept):
        os.utime(path, (long_ago, long_ago))
    forget_archives.func()
    assert [path.exists() for path in (*old, *new, kept)] == [False, False, True, True, True]


VISITORS = {"欧阳访客": "13700005678", "司徒来宾": "13700008765"}


def test_nobody_who_signed_up_is_named_anywhere(province: Province, tmp_path: Path) -> None:
    """Their names and numbers are in no file, whoever looked at them, and however long ago.

    Events of old hold the name; so does whatever else is recorded of the sign-up.
    """
    activity = fill(province).activity
    Activity.objects.filter(pk=activity.pk).update(is_open=True)
    for name, phone in VISITORS.items():
        signed = SignUp.objects.create(
            activity=activity, name=name, phone=phone, workplace="某厂", came_at=timezone.now()
        )
        reveal_sign_up(signed=signed, actor=province.shen)
        event = Event.objects.filter(verb=ServiceVerb.SIGN_UP_REVEALED).latest("pk")
        assert event.data["sign_up"] == signed.pk
        Event.objects.filter(pk=event.pk).update(data={**event.data, "whom": name})
    close(province)
    with zipfile.ZipFile(make(province).file.path) as package:
        texts = {name: text_in(name, package.read(name)) for name in package.namelist()}
    log = next(text for name, text in texts.items() if name.endswith("events.csv"))
    assert log.count("查看了一位报名人的电话") == len(VISITORS)
    assert any("某厂" in text for text in texts.values())
    for word in (*VISITORS, *VISITORS.values()):
        assert [name for name, text in texts.items() if word in text] == []


def text_in(name: str, content: bytes) -> str:
    """The text of a file of a package, of a PDF that of its pages."""
    if name.endswith(".pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", errors="replace")


def test_nobody_else_takes_it(
    province: Province, closed: Season, as_user: Callable[[Any], Client]
) -> None:
    """Not the cities, and not the union above the host either."""
    archive = make(province)
    above = grant(user("above", "钱同志"), province.national, Role.CADRE)
    for person in (province.shen, province.lin, above):
        browser = as_user(person)
        assert browser.get(reverse("season_archives", args=[closed.pk])).status_code == 403
        assert browser.post(reverse("archive_file", args=[archive.pk])).status_code == 404


def test_the_page_takes_few_queries_with_many_packages(
    province: Province, closed: Season, as_user: Callable[[Any], Client],
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    browser = as_user(province.fang)
    page = reverse("season_archives", args=[closed.pk])
    for times in (1, 49):
        Archive.objects.bulk_create(
            Archive(season=closed, owner=province.fang, state="done") for _ in range(times)
        )
        with django_assert_max_num_queries(12):
            browser.get(page)


def test_threads_and_circulars_of_the_year_are_in_it(province: Province, tmp_path: Path) -> None:
    """With their files; numbers in texts are masked, and other years' circulars stay out."""
    engagement = fill(province).activity.engagements.get()
    message = engagement.messages.create(side="helper", text="图纸发我，或打13812340412。")
    sketch = message.enclosures.create(
        kind="image", name="焊缝.jpg", media_type="image/jpeg", size=3,
        file=ContentFile(b"\xff\xd8\xff", "a.jpg"),
    )  # fmt: skip
    for year in (2026, 2025):
        sent_at = timezone.now().replace(year=year, month=3, day=2)
        circular = Circular.objects.create(
            union=province.huzhou, state="sent", title=f"{year}年征集", text="请报数。",
            answer_by=sent_at, sent_at=sent_at,
        )  # fmt: skip
        receipt = circular.receipts.create(union=province.deqing, state="done")
        receipt.answers.create(text="报了三件。", figure=3)
    close(province)
    with zipfile.ZipFile(make(province).file.path) as file:
        file.extractall(tmp_path)
    (folder,) = tmp_path.glob("hongmajia-*")
    (said,) = rows_of_table(folder, "messages")
    assert said["text"] == "图纸发我，或打138****0412。"
    stored = folder / f"data/documents/threads/{engagement.pk}-{sketch.pk}.jpg"
    assert stored.read_bytes() == b"\xff\xd8\xff"
    (sent,) = rows_of_table(folder, "circulars")
    assert sent["title"] == "2026年征集"
    assert [row["figure"] for row in rows_of_table(folder, "answers")] == ["3"]
    assert [row["union"] for row in rows_of_table(folder, "receipts")] == ["德清县总工会"]


def test_an_event_with_its_ceremony_and_a_class_are_in_it(
    province: Province, tmp_path: Path
) -> None:
    """Guests by name only with consent, learners by their surname, also in the event log."""
    visit = fill(province).activity
    units = [("assists", "市劳模协会")]
    add_units(activity=visit, actor=province.xu, units=units)
    guests: Any = [
        {"name": "江卫国", "post": "主任", "consent_note": "档案柜3"},
        {"name": "钱学礼", "post": "处长", "consent_note": ""},
    ]
    name_guests(activity=visit, actor=province.xu, guests=guests)
    point: Any = {"at": time(9, 30), "kind": "lecture", "title": "焊接", "note": "", "speaker": ""}
    add_agenda(activity=visit, actor=province.xu, items=[point])
    note_question(activity=visit, actor=province.xu, text="怎么少变形？", answer="对称施焊。")
    count_heads(activity=visit, actor=province.xu, heads={"worker": 30})
    made = open_class(
        union=province.deqing, actor=province.xu, title="知识更新班",
        region=province.mogan.region, teacher=province.dong_helper,
    )  # fmt: skip
    facts: Any = [{"name": "尉迟明远", "phone": "13700000001", "workplace": "莫干精工"}]
    (learner,) = enroll(made=made, actor=province.xu, learners=facts)
    change_learner(learner=learner, actor=province.xu, workplace="莫干精工有限公司")
    close(province)
    with zipfile.ZipFile(make(province).file.path) as file:
        file.extractall(tmp_path)
    (folder,) = tmp_path.glob("hongmajia-*")
    assert [(row["role"], row["name"]) for row in rows_of_table(folder, "event_units")] == [
        ("协办", "市劳模协会")
    ]
    assert [row["name"] for row in rows_of_table(folder, "event_guests")] == ["江卫国", ""]
    (item,) = rows_of_table(folder, "event_agenda")
    assert (item["at"], item["kind"], item["title"]) == ("09:30", "讲座", "焊接")
    assert [row["answer"] for row in rows_of_table(folder, "event_questions")] == ["对称施焊。"]
    assert [row["heads"] for row in rows_of_table(folder, "headcounts")] == ["30"]
    (row,) = rows_of_table(folder, "learners")
    assert (row["name"], row["workplace"]) == ("尉**", "莫干精工有限公司")
    for path in folder.rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig")
        assert "尉迟明远" not in text, path
        assert "钱学礼" not in text, path
        assert "13700000001" not in text, path
