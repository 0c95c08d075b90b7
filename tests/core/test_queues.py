"""Every task is in one of two queues, so that short tasks never wait behind long ones."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django_tasks.base import Task
from django_tasks.exceptions import InvalidTaskError
from django_tasks_db.models import DBTaskResult

import hongmajia
from tests.core.sample_tasks import count_up

SHORT = """
    accounts.tasks.forget_licences accounts.tasks.remind_of_chosen
    audit.tasks.seal_log core.tasks.prune_write_marks insights.tasks.keep_sums_fresh
    accounts.texting_later.text_waiting
    cases.tasks.record_silences circulars.tasks.remind_unanswered
    engagements.tasks.expire_silent engagements.tasks.remind_overdue matching.tasks.ask_next
    knowledge.tasks.tell_masters knowledge.tasks.warn_cadres
    needs.suggesting.suggest_for needs.tasks.remind_overdue
    notices.sending.send_delivery notices.sending.send_due
    notices.tasks.remind_overdue people.tasks.remind_of_ending
    services.tasks.remind_overdue supervision.tasks.remind_due
"""
LONG = """
    accounts.tasks.expire_passwords accounts.tasks.forget_sign_ins
    unions.doubling.find_doubles
    cases.tasks.set_booklet
    core.exporting.forget_exports core.exporting.write_export
    core.importing.check_job core.importing.forget_files core.importing.write_job
    core.tasks.clear_sent_forms core.tasks.clear_sessions core.tasks.erase_again
    core.tasks.forget_model_calls core.tasks.prune_task_results demo.tasks.print_book
    archives.tasks.forget_archives archives.tasks.write_archive
    backups.tasks.back_up_nightly backups.tasks.drill_monthly
    tables.tasks.fill_table tables.tasks.forget_fillings
    insights.tasks.forget_ledgers insights.tasks.write_ledger interface.tasks.forget_answers
    interface.tasks.number_changes interface.tasks.warn_of_ending_tokens
    matching.tasks.compute matching.tasks.find_common_problems matching.tasks.invite_all
    matching.tasks.learn_meanings matching.tasks.learn_needs needs.tasks.forget_same_problems
    visits.tasks.lay_out
    webhooks.tasks.deliver webhooks.tasks.deliver_due webhooks.tasks.forget_offers
"""


MODULES = ("tasks", "suggesting", "sending", "importing", "exporting", "texting_later", "doubling")


def all_tasks() -> dict[str, str]:
    """Every task of the product by its path, and its queue."""
    found = {}
    for module in walk_packages(hongmajia.__path__, "hongmajia."):
        if module.name.rpartition(".")[2] in MODULES:
            for each in vars(import_module(module.name)).values():
                if isinstance(each, Task):
                    found[each.module_path] = each.queue_name
    return found


def test_which_task_stands_in_which_queue() -> None:
    """A new task takes its place here; whether it can run twice, see docs/operations.md."""
    queues = {"short": SHORT, "long": LONG}
    expected = {f"hongmajia.{path}": name for name in queues for path in queues[name].split()}
    assert all_tasks() == expected


def test_a_task_that_names_no_queue_is_refused() -> None:
    with pytest.raises(InvalidTaskError, match="Queue 'default' is not valid"):
        count_up.using(queue_name="default")


@pytest.mark.django_db
def test_tasks_that_waited_when_0_1_0_was_replaced_go_to_the_two_queues() -> None:
    for path in ("hongmajia.notices.delivery.mail_notice", "hongmajia.matching.tasks.compute"):
        row = DBTaskResult.objects.get(pk=count_up.enqueue().id)
        DBTaskResult.objects.filter(pk=row.pk).update(task_path=path, queue_name="default")
    import_module("hongmajia.core.migrations.0007_heartbeat_and_queues").move_to_two_queues(
        apps, None
    )
    moved = dict(DBTaskResult.objects.values_list("task_path", "queue_name"))
    assert moved == {
        "hongmajia.notices.delivery.mail_notice": "short",
        "hongmajia.matching.tasks.compute": "long",
    }


def test_operations_say_of_every_task_why_it_may_run_twice() -> None:
    text = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    section = text.partition("## Tasks that run again")[2].partition("\n## ")[0]
    missing = [path for path in (SHORT + LONG).split() if f"`{path}`" not in section]
    assert missing == []
