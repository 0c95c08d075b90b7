"""What an installation holds, as far as an upgrade must leave it as it was; printed as JSON.

Run on its own (``test_upgrade.py`` does, after migrating a stored database): the counts of all
models, every figure of the season, the story of every need, waiting tasks and telephone numbers.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

NOW = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The moment at which the stored database was filled; figures and stories depend on it."""


def summary() -> dict[str, Any]:
    """Counts, figures, stories, waiting tasks and digests of telephone numbers."""
    return {
        "counts": counts(),
        "figures": figures(),
        "stories": stories(),
        "waiting_tasks": waiting_tasks(),
        "phones": phones(),
    }


def counts() -> dict[str, int]:
    """Rows by model label, such as ``needs.Need``."""
    from django.apps import apps

    models = apps.get_models(include_auto_created=True)
    ours = (m for m in models if m._meta.app_label not in ("contenttypes", "auth"))
    return {m._meta.label: m._base_manager.count() for m in ours if m._meta.managed}


def figures() -> dict[str, str]:
    """Every measure of the season for the union that hosts it."""
    from hongmajia.insights.measures import ALL
    from hongmajia.insights.queries import Tally
    from hongmajia.insights.scope import Scope
    from hongmajia.unions.models import Season

    season = Season.objects.get()
    tally = Tally(Scope(season=season, union=season.union), ALL)
    return {measure.name: rounded(tally.value(measure)) for measure in ALL}


def rounded(value: float | None) -> str:
    """Six digits: databases add in different orders."""
    return "None" if value is None else f"{value:.6g}"


def stories() -> dict[str, Any]:
    """State and timeline of every need as the provincial cadre reads it, by primary key."""
    from hongmajia.needs.models import Need
    from hongmajia.needs.story import Story
    from hongmajia.unions.models import User

    reader = User.objects.get(username="province")
    return {
        str(need.pk): [
            need.state,
            [[e.at.isoformat(), e.text, e.note, e.reader] for e in Story(need, reader).timeline],
        ]
        for need in Need.objects.order_by("pk")
    }


def waiting_tasks() -> list[Any]:
    """Path and arguments of the tasks that wait; each path must still lead to a task."""
    from django_tasks_db.models import DBTaskResult

    waiting = list(DBTaskResult.objects.ready().order_by("enqueued_at"))
    assert all(result.task for result in waiting)
    return [[result.task_path, result.args_kwargs] for result in waiting]


def phones() -> dict[str, str]:
    """A digest of all telephone numbers, in order, by where they are kept."""
    from hongmajia.needs.models import Need
    from hongmajia.people.models import Artisan
    from hongmajia.services.models import SignUp
    from hongmajia.unions.models import User

    kept = {
        "users": User.objects.order_by("pk").values_list("phone", flat=True),
        "artisans": Artisan.objects.order_by("pk").values_list("phone", flat=True),
        "needs": Need.objects.order_by("pk").values_list("contact_phone", flat=True),
        "need_history": Need.history.order_by("history_id").values_list("contact_phone", flat=True),
        "sign_ups": SignUp.objects.order_by("pk").values_list("phone", flat=True),
    }
    return {name: digest(values) for name, values in kept.items()}


def digest(values: Iterable[str]) -> str:
    """SHA-256 of the values as a JSON list."""
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False).encode()).hexdigest()


def main() -> None:
    """Print the summary of the installation that the environment names."""
    import django
    import time_machine

    os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
    django.setup()
    with time_machine.travel(NOW, tick=False):
        json.dump(summary(), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
