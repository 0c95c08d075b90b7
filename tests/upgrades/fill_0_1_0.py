"""How the stored database of version 0.1.0 was made; run with the sources of commit d4fc37a only.

    PYTHONPATH=<checkout of d4fc37a>/src HONGMAJIA_DATA=<empty folder> python fill_0_1_0.py OUT.json

It fills an empty database with the demonstration season and one of everything else that is stored:
an import, a ledger, a bulletin, a book, a certificate, a round with rulings, an itinerary, tasks
that wait in the queue. Then it writes what ``summary.py`` must still find after every upgrade.
Clock and seeds are fixed. ``0.1.0.sqlite3.xz`` is the database file, ``0.1.0.postgresql.sql.xz``
the output of ``pg_dump --no-owner --no-privileges`` of the same on PostgreSQL, without the lines
``\\restrict`` and ``\\unrestrict`` that older clients do not know.
"""

import hashlib
import json
import os
import random
import sys
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
os.environ["HONGMAJIA_EMBEDDER"] = "none"
random.seed(1)

import django  # noqa: E402
import time_machine  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django_tasks_db.management.commands.db_worker import Worker  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from hongmajia.cases.actions import make_booklet, start_setting  # noqa: E402
from hongmajia.core import importing, imports, schedule  # noqa: E402
from hongmajia.core.models import ImportJob  # noqa: E402
from hongmajia.core.spreadsheets import Sheet, write_xlsx  # noqa: E402
from hongmajia.demo.codes import credit_code  # noqa: E402
from hongmajia.engagements.models import Engagement  # noqa: E402
from hongmajia.insights.actions import make_bulletin, start_ledger  # noqa: E402
from hongmajia.insights.measures import ALL  # noqa: E402
from hongmajia.insights.queries import Tally  # noqa: E402
from hongmajia.insights.scope import Scope  # noqa: E402
from hongmajia.matching.actions import plan_itinerary, rule_pair  # noqa: E402
from hongmajia.matching.models import Round  # noqa: E402
from hongmajia.matching.queries import to_visit  # noqa: E402
from hongmajia.needs.actions import correct_need  # noqa: E402
from hongmajia.needs.models import Need  # noqa: E402
from hongmajia.needs.story import Story  # noqa: E402
from hongmajia.notices.models import MailChoice  # noqa: E402
from hongmajia.offers.models import Offer  # noqa: E402
from hongmajia.people.models import Artisan, Helper  # noqa: E402
from hongmajia.services.actions import issue_certificate  # noqa: E402
from hongmajia.services.certifying import services_of  # noqa: E402
from hongmajia.services.models import (  # noqa: E402
    Activity,
    Confirmation,
    ServiceRecord,
    SignUp,
    Suggestion,
)
from hongmajia.unions.models import Enterprise, Season, User  # noqa: E402

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def do_waiting_tasks() -> None:
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="fill", excluded_queue_names=[],
    )  # fmt: skip
    while task := DBTaskResult.objects.ready().first():
        task.claim("fill")
        worker.run_task(task)
    assert [task.traceback for task in DBTaskResult.objects.failed()] == []


def fill() -> None:
    call_command("demo", verbosity=0)
    do_waiting_tasks()
    schedule.sync(NOW)
    season = Season.objects.get()
    province, city = (User.objects.get(username=name) for name in ("province", "city"))
    union = season.union
    bring(city, "enterprises", credit_code=credit_code("330521", 901), industry="制造业")
    bring(city, "artisans", phone="13800001234", trade="焊工")
    bring(city, "artisans", phone="1380000123", trade="焊工")
    correct_things(city)
    start_ledger(actor=province, query="")
    make_bulletin(actor=province, season=season, union=union, number=7, title="服务月进展",
                  opening="", distribution="")  # fmt: skip
    start_setting(booklet=make_booklet(season=season, union=union, actor=province), actor=province)
    for helper in Helper.objects.filter(artisan__isnull=False):
        if services_of(helper, season):
            issue_certificate(helper=helper, season=season, actor=province)
    rule_a_pair(city)
    itinerary(city)
    MailChoice.objects.create(user=city)
    do_waiting_tasks()
    # What waits in the queue while the new version is installed:
    start_ledger(actor=province, query="category=1")
    from hongmajia.matching.tasks import ask_next, learn_needs
    from hongmajia.notices.delivery import mail_notice
    from hongmajia.notices.models import Notice

    learn_needs.enqueue()
    ask_next.enqueue(Engagement.objects.order_by("pk").first().pk)
    mail_notice.enqueue(Notice.objects.order_by("pk").first().pk)
    itinerary(city)


def bring(actor: User, kind: str, **facts: str) -> None:
    """Bring one row as a workbook; a telephone number that is none makes a report of faults."""
    importer = imports.importer_of(kind)
    facts |= {"name": "升级测试", "region": "德清县", "union": "德清县总工会"}
    headings = [str(column.label) for column in importer.columns.values()]
    table = write_xlsx(Sheet("表", headings, [[facts.get(name, "") for name in importer.columns]]))
    importing.start_import(
        importer=importer, file=SimpleUploadedFile("表.xlsx", table), actor=actor
    )
    do_waiting_tasks()
    for job in ImportJob.objects.filter(state="ready"):
        importing.confirm_import(job=job)
    do_waiting_tasks()


def correct_things(actor: User) -> None:
    """Rows in the history tables: a need, a record, an offer, a confirmation, an enterprise."""
    for need in Need.objects.filter(state="listed").order_by("pk")[:3]:
        correct_need(need=need, actor=actor, contact_phone="13800004321", goal="变形不超过2 mm")
        correct_need(need=need, actor=actor, contact_phone="13800004322")
    for kind in (ServiceRecord, Confirmation, Offer, Activity, Suggestion, Enterprise):
        kind.objects.order_by("pk").first().save()
    Engagement.objects.order_by("pk").first().save()
    User.objects.filter(username__in=("city", "artisan")).update(phone="13800009999")
    person = Artisan.objects.order_by("pk").first()
    person.phone = "13800008888"
    person.save()


def rule_a_pair(actor: User) -> None:
    round_ = Round.objects.filter(rows__isnull=False, state="ready").first()
    if round_ is None:
        return
    row = round_.rows.first()
    rule_pair(round=round_, need=row.need, helper=row.helper, kind="ban", actor=actor,
              reason="同一家企业")  # fmt: skip


def itinerary(actor: User) -> None:
    month = date(2026, 12, 1)
    for helper in Helper.objects.order_by("pk"):
        if to_visit(helper, month) and not helper.itineraries.exists():
            plan_itinerary(actor=actor, helper=helper, month=month, day_begins=time(8, 30),
                           day_ends=time(17, 30), minutes_each=120, most_a_day=2)  # fmt: skip
            return


def digest(values: object) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def rounded(value: float | None) -> str:
    """Six digits: databases add in different orders."""
    return "None" if value is None else f"{value:.6g}"


def summary() -> dict[str, object]:
    season = Season.objects.get()
    reader = User.objects.get(username="province")
    tally = Tally(Scope(season=season, union=season.union), ALL)
    return {
        "counts": {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models(include_auto_created=True)
            if model._meta.managed and model._meta.app_label not in ("contenttypes", "auth")
        },
        "figures": {measure.name: rounded(tally.value(measure)) for measure in ALL},
        "stories": {
            str(need.pk): [
                need.state,
                [
                    [e.at.isoformat(), e.text, e.note, e.reader]
                    for e in Story(need, reader).timeline
                ],
            ]
            for need in Need.objects.order_by("pk")
        },
        "waiting_tasks": [
            [task.task_path, task.args_kwargs]
            for task in DBTaskResult.objects.ready().order_by("enqueued_at")
        ],
        "phones": {
            "users": digest(list(User.objects.order_by("pk").values_list("phone", flat=True))),
            "artisans": digest(
                list(Artisan.objects.order_by("pk").values_list("phone", flat=True))
            ),
            "needs": digest(
                list(Need.objects.order_by("pk").values_list("contact_phone", flat=True))
            ),
            "need_history": digest(
                list(Need.history.order_by("history_id").values_list("contact_phone", flat=True))
            ),
            "sign_ups": digest(list(SignUp.objects.order_by("pk").values_list("phone", flat=True))),
        },
    }


with time_machine.travel(NOW, tick=False):
    fill()
    with open(sys.argv[1], "w") as out:
        json.dump(summary(), out, ensure_ascii=False, indent=1)
