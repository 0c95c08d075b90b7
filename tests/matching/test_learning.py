"""What use teaches: kept as numbers, learnt on request, used only if a person says so."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hongmajia.engagements.actions import decline, propose
from hongmajia.engagements.enums import DeclineReason, EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.engine import Trial, fitted_weights, known_lessons
from hongmajia.engine.scoring.affinity import CRAFT, PARTS, PAST
from hongmajia.matching.actions import choose_weights, keep_lessons, rule_pair, try_lessons
from hongmajia.matching.enums import LessonKind, RulingKind
from hongmajia.matching.index import index_of_everyone, version
from hongmajia.matching.models import Lesson, Round
from hongmajia.matching.weights import chosen_at, use_shipped, use_weights, weights_in_use
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province

SHIPPED = fitted_weights()


@pytest.fixture(autouse=True)
def own_weights(settings, tmp_path: Path) -> None:
    """Each test chooses weights of its own."""
    settings.LEARNT_WEIGHTS = tmp_path / "weights.json"


def agree(need: Need, helper: Helper, state: str = EngagementState.ACCEPTED) -> Engagement:
    """An engagement as it stands after the helper agreed."""
    return Engagement.objects.create(
        need=need, helper=helper, origin=Origin.DISPATCH, state=state,
        held_since=timezone.now(), slot=1,
    )  # fmt: skip


def learn(*options: str) -> str:
    """What `hongmajia learn` prints."""
    out = StringIO()
    call_command("learn", *options, stdout=out)
    return out.getvalue()


def fill(many: int) -> None:
    """As many lessons as that, of many helpers and some months."""
    for number in range(many):
        known = known_lessons()[number % 90]
        Lesson.objects.create(
            key=f"k{number}", source=f"s{number % 12}", month=f"2026-0{number % 8 + 1}-01",
            kind=LessonKind.SOLVED, right=known.right, others=known.others,
        )  # fmt: skip


def test_who_accepted_is_kept_beside_those_who_might_have_been_asked(
    needs: list[Need], helpers: list[Helper]
) -> None:
    agree(needs[0], helpers[0])
    assert keep_lessons(index_of_everyone()) == 1
    kept = Lesson.objects.get()
    assert kept.kind == LessonKind.ACCEPTED
    assert len(kept.right) == len(PARTS)
    assert 1 <= len(kept.others) <= 9
    assert kept.month == timezone.localdate().replace(day=1)


def test_a_lesson_names_nobody(needs: list[Need], helpers: list[Helper]) -> None:
    agree(needs[0], helpers[0])
    keep_lessons(index_of_everyone())
    kept = Lesson.objects.values().get()
    told = str({name: value for name, value in kept.items() if name != "id"})
    assert helpers[0].name not in told
    assert needs[0].title not in told
    assert {field.name for field in Lesson._meta.fields if field.is_relation} == set()


def test_keeping_again_makes_no_second_lesson_but_sees_the_result(
    needs: list[Need], helpers: list[Helper]
) -> None:
    made = agree(needs[0], helpers[0])
    keep_lessons(index_of_everyone())
    Engagement.objects.filter(pk=made.pk).update(state=EngagementState.CONFIRMED)
    assert keep_lessons(index_of_everyone()) == 1
    kept = Lesson.objects.get()
    assert kept.kind == LessonKind.SOLVED
    assert kept.right[PAST] == 0


def test_who_declined_because_it_is_not_their_trade_stands_among_the_others(
    province: Province, needs: list[Need], helpers: list[Helper]
) -> None:
    fish = helpers[3]
    asked = propose(actor=province.xu, need=needs[0], helper=fish)
    decline(engagement=asked, actor=None, reason=f"{DeclineReason.TRADE.label}：养鱼的")
    agree(needs[0], helpers[0])
    keep_lessons(index_of_everyone())
    kept = Lesson.objects.get()
    assert kept.others[0][CRAFT] < kept.right[CRAFT]


def test_whom_a_cadre_pins_was_right_and_whom_the_engine_planned_was_not(
    province: Province, plan: Round
) -> None:
    row = plan.rows.select_related("need", "helper").first()
    other = Helper.objects.filter(is_active=True).exclude(pk=row.helper_id).first()
    rule_pair(round=plan, need=row.need, helper=other, kind=RulingKind.PIN, actor=province.xu)
    keep_lessons(index_of_everyone())
    kept = Lesson.objects.get()
    assert kept.kind == LessonKind.PINNED
    assert kept.others


def test_too_few_lessons_change_nothing(needs: list[Need], helpers: list[Helper]) -> None:
    agree(needs[0], helpers[0])
    said = learn()
    assert "只有1条经验" in said
    with pytest.raises(CommandError, match="没有换"):
        learn("--use")
    assert weights_in_use(with_meaning=False) == SHIPPED


def test_learning_shows_before_and_after_and_changes_nothing(helpers: list[Helper]) -> None:
    fill(90)
    said = learn()
    assert "→" in said
    assert "出厂" in said
    assert chosen_at() == 0


def test_a_poisoned_set_is_refused(helpers: list[Helper]) -> None:
    fill(90)
    for kept in Lesson.objects.all():
        kept.right, kept.others = kept.others[-1], [kept.right, *kept.others[:-1]]
        kept.save()
    assert "不能用来学" in learn()
    with pytest.raises(CommandError):
        learn("--use")
    assert chosen_at() == 0


def test_weights_that_are_no_better_cannot_be_chosen(helpers: list[Helper]) -> None:
    fill(10)
    found = try_lessons(with_meaning=False)
    assert not choose_weights(found, with_meaning=False)


def test_chosen_weights_are_those_of_the_index_at_once(helpers: list[Helper]) -> None:
    before = version()
    other = SHIPPED.from_dict({**SHIPPED.as_dict(), "floor": 1.5})
    better = Trial(other, 90)
    assert choose_weights(better, with_meaning=False)
    assert version() != before
    assert index_of_everyone().weights == other
    assert weights_in_use(with_meaning=True) == fitted_weights(True)


def test_the_shipped_weights_come_back(helpers: list[Helper]) -> None:
    use_weights(SHIPPED.from_dict({**SHIPPED.as_dict(), "floor": 1.5}), with_meaning=False)
    assert "出厂" in learn("--shipped")
    assert index_of_everyone().weights == SHIPPED
    use_shipped()


def test_a_damaged_file_of_weights_stops_nobody(
    settings, helpers: list[Helper], caplog: pytest.LogCaptureFixture
) -> None:
    Path(settings.LEARNT_WEIGHTS).write_text("{half", encoding="utf-8")
    assert weights_in_use(with_meaning=False) == SHIPPED
    assert "cannot be read" in caplog.text


def test_measuring_a_need_takes_few_queries(
    needs: list[Need], helpers: list[Helper], django_assert_max_num_queries: Callable
) -> None:
    """Some for the experiences of two hundred needs, and one or two for each of them."""
    for number in range(6):
        agree(needs[number], helpers[number])
    index = index_of_everyone()
    with django_assert_max_num_queries(8 + 6 * 2):
        keep_lessons(index)
