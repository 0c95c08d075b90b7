"""Whatever prints a number of needs, activities, firms or helpers is known, and agrees.

Each source file that prints such a number stands below: with the test that compares it with the
measures, or with what else its number is. A new one fails until somebody has decided.
"""

import re
from pathlib import Path

import pytest

SOURCES = Path("src/hongmajia")
NUMBER = r"(?:%\(\w+\)s|\{\{[^}]*\}\}|\{[^{}%]*\})"
UNIT = '件|场|人次|家(?!企业选|“)|位|对(?!企业可能)|万元|面(?=旗|[，。；{"}<])|个案例|条建议'
PRINTED = re.compile(rf"{NUMBER}(?:</b>|<small>|\s)*(?:{UNIT})")
LEFT_OUT = ("demo", "migrations", "handbook")

COMPARED = {
    "tests/demo/test_figures.py": """
        cases/templates/cases/booklets.html insights/bulletin.py
        insights/templates/insights/wall.html portal/season.py portal/templates/portal/front.html
    """,
    "tests/insights/test_figures.py": "insights/templates/insights/figures.html",
    "tests/services/test_courses.py": "services/templates/services/of_offer.html",
    "tests/events/test_pages.py": "events/templates/events/main.html publicity/drafting.py",
    "tests/knowledge/test_kinds.py": """
        knowledge/printing.py knowledge/templates/knowledge/kind.html
        knowledge/templates/knowledge/list.html
    """,
}
"""Test that compares → the files that print the figures it compares."""

NO_FIGURE = {
    "at most so many, a number of digits, which place in a list": """
        accounts/validators.py core/schema_errors.py core/ticking.py core/validators.py
        engagements/actions/limits.py events/forms/fields.py matching/actions/ruling.py
        matching/templates/matching/_candidate_rows.html needs/limits.py needs/views/listing.py
        needs/templates/needs/ask.html services/fields.py unions/validators.py
    """,
    "what one act or one task has done, or is about to do": """
        accounts/enums.py backups/management/commands/restore.py
        campaigns/actions.py cases/actions/booklets.py cases/views/booklets.py
        cases/views/notices.py
        circulars/templates/circulars/_circulars_to_copy.html core/templates/core/_tick_bar.html
        core/templates/core/ticked.html events/enums.py events/templates/events/invite.html
        events/views/planning.py knowledge/enums.py knowledge/views/keeping.py meetings/enums.py
        needs/actions/carrying.py needs/templates/needs/_needs_to_carry.html services/enums.py
        unions/actions/handing_over.py unions/enums.py matching/templates/matching/_send.html
        matching/templates/matching/more.html portal/first_steps.py
    """,
    "the list that stands below it or that it leads to": """
        accounts/templates/accounts/claim_decide.html accounts/templates/accounts/claim_find.html
        core/share_pages.py engagements/templates/engagements/_history.html
        engagements/templates/engagements/history.html people/templates/people/_ties.html
        knowledge/templates/knowledge/_alike.html knowledge/templates/knowledge/_medians.html
        matching/templates/matching/problem.html matching/templates/matching/problems.html
        matching/templates/matching/_problem_where.html matching/templates/matching/_found.html
        needs/templates/needs/_results.html needs/templates/needs/queue.html
        needs/templates/needs/_same.html needs/firm_forms.py people/meant.py people/updating.py
        portal/templates/portal/hotline.html unions/templates/unions/_union.html
        unions/templates/unions/doubles.html unions/templates/unions/enterprise_list.html
        visits/templates/visits/itinerary.html
    """,
    "of one record, as it was written": """
        cases/actions/judging.py cases/drafting.py cases/facts.py
        cases/templates/cases/booklet.html cases/templates/cases/case.html
        insights/registers/confirmations.py insights/templatetags/figures.py
        insights/templates/insights/imported.html knowledge/templates/knowledge/trial.html
        knowledge/templates/knowledge/way.html meetings/templates/meetings/of_activity.html
        needs/templates/needs/_facts.html services/templates/services/_confirmation.html
    """,
    "of one round of matching": """
        engine/messages/chinese.py match_command/messages/chinese.py
        matching/templates/matching/_candidate.html matching/templates/matching/_loads_beside.html
        matching/templates/matching/_mine.html matching/templates/matching/_unserved.html
        matching/templates/matching/_why_not.html matching/templates/matching/board.html
        matching/templates/matching/compare.html matching/templates/matching/loads.html
        matching/templates/matching/rounds.html matching/views/rounds.py
    """,
    "what waits for one reader": """
        accounts/alarms.py needs/templates/needs/_decision.html
        portal/templates/portal/_desk_row.html portal/templates/portal/desk.html
        portal/waiting/case_notices.py portal/waiting/case_work.py portal/waiting/needs.py
        portal/waiting/rounds.py webhooks/templates/webhooks/list.html
    """,
    "对 as a preposition": "publicity/actions/projects.py services/actions/objecting.py",
}
"""What the number is → the files that print it."""


def printing() -> set[str]:
    """The files that print a number with one of these units."""
    found = set()
    for path in (each for each in SOURCES.rglob("*") if each.suffix in (".py", ".html", ".typ")):
        place = path.relative_to(SOURCES)
        if not set(LEFT_OUT) & set(place.parts) and PRINTED.search(path.read_text("utf-8")):
            found.add(place.as_posix())
    return found


def listed(table: dict[str, str]) -> list[str]:
    return [place for places in table.values() for place in places.split()]


def test_every_place_that_prints_a_number_is_known_once() -> None:
    known = [*listed(COMPARED), *listed(NO_FIGURE)]
    assert sorted(known) == sorted(printing())


@pytest.mark.parametrize("test", COMPARED)
def test_the_tests_that_compare_are_there(test: str) -> None:
    assert Path(test).is_file()


@pytest.mark.parametrize(
    ("text", "is_printed"),
    [("{{ n }}件", True), ("%(n)s家企业", True), ("{face.firms}家", True), ("三家企业", False),
     ("{{ n }}个人", False)],
)  # fmt: skip
def test_what_counts_as_printing_a_number(text: str, is_printed: bool) -> None:
    assert bool(PRINTED.search(text)) == is_printed
