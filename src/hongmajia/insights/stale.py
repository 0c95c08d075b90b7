"""Which writes make the kept sums of a union stale: SQL for triggers of the database (ADR 0120).

``{row}`` is the row as it was or as it is (``OLD``, ``NEW``): a record that moves from one union
to another makes both stale. Names of tables and columns are our own and no input.
"""

from collections.abc import Mapping

from django.db import connection
from django.db.models import Model

from hongmajia.classes.models import Session
from hongmajia.core.write_marks import Causes
from hongmajia.engagements.models import Engagement
from hongmajia.events.models import Headcount
from hongmajia.needs.models import Need
from hongmajia.services.models import (
    Activity,
    Attendance,
    Confirmation,
    Evidence,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)

from .summary_models import StaleUnion, SummarisedUnion

ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}

NEED, ENGAGEMENT, ACTIVITY, RECORD, CONFIRMATION = (
    model._meta.db_table for model in (Need, Engagement, Activity, ServiceRecord, Confirmation)
)
TREATED = Activity.engagements.through._meta.db_table

OF_ACTIVITY = f"SELECT a.union_id FROM {ACTIVITY} a WHERE a.id = {{row}}.activity_id"
OF_RECORD = (
    f"SELECT a.union_id FROM {RECORD} r JOIN {ACTIVITY} a ON a.id = r.activity_id"
    " WHERE r.id = {row}.record_id"
)
SERVED = (
    f"SELECT a.union_id FROM {ENGAGEMENT} e JOIN {TREATED} t ON t.engagement_id = e.id"
    f" JOIN {ACTIVITY} a ON a.id = t.activity_id WHERE e."
)
"""The unions that served an engagement: they count the enterprise of its need."""

UNIONS: Mapping[type[Model], str] = {
    Need: f"SELECT {{row}}.home_union_id UNION {SERVED}need_id = {{row}}.id",
    Engagement: (
        f"SELECT n.home_union_id FROM {NEED} n WHERE n.id = {{row}}.need_id"
        f" UNION {SERVED}id = {{row}}.id"
    ),
    Activity: "SELECT {row}.union_id",
    Activity.engagements.through: OF_ACTIVITY,
    Activity.enterprises.through: OF_ACTIVITY,
    ServiceRecord: OF_ACTIVITY,
    Attendance: OF_ACTIVITY,
    SignUp: OF_ACTIVITY,
    Headcount: OF_ACTIVITY,
    Session: OF_ACTIVITY,
    Training: OF_RECORD,
    Suggestion: OF_RECORD,
    Confirmation: (
        f"SELECT n.home_union_id FROM {ENGAGEMENT} e JOIN {NEED} n ON n.id = e.need_id"
        " WHERE e.id = {row}.engagement_id"
    ),
    Evidence: (
        f"SELECT n.home_union_id FROM {CONFIRMATION} c JOIN {ENGAGEMENT} e"
        f" ON e.id = c.engagement_id JOIN {NEED} n ON n.id = e.need_id"
        " WHERE c.id = {row}.confirmation_id"
    ),
}
"""Model → SQL that selects the unions whose sums a row of it is in."""


def causes() -> Causes:
    """The statements that note stale unions, by model and event."""
    return {
        model: {event: _note(unions, rows) for event, rows in ROWS.items()}
        for model, unions in UNIONS.items()
    }


def _note(unions: str, rows: tuple[str, ...]) -> str:
    """SQL that notes each of these unions once in a transaction."""
    found = " UNION ".join(unions.format(row=row) for row in rows)
    is_sqlite = connection.vendor == "sqlite"
    nothing, writer = (
        ("NULL", "0") if is_sqlite else ("NULL::bigint", "pg_current_xact_id()::text::bigint")
    )
    return (
        f"INSERT INTO {StaleUnion._meta.db_table} (union_pk, written_by)"
        f" SELECT found.union_id, {writer}"
        f" FROM (SELECT {nothing} AS union_id UNION {found}) AS found"
        " WHERE found.union_id IS NOT NULL ON CONFLICT (union_pk, written_by) DO NOTHING"
    )


def forget_sums() -> None:
    """Let all figures be counted from the records until the sums are made anew."""
    SummarisedUnion.objects.all().delete()
