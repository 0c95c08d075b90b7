"""Fixtures of the knowledge room: Dong solved a welding problem, and others have the same one."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.knowledge import actions
from hongmajia.knowledge.models import Answer, ProblemKind
from hongmajia.matching import index
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.actions import correct_record
from hongmajia.services.models import ServiceRecord
from tests.actors import Province, artisan, make_need, user
from tests.cases.conftest import serve
from tests.kept import kept_fixture

STEPS = "点固加密到60mm，从中间往两头点\n分段退焊，每段200mm，跳着焊\n背面垫铜板带走热量"
WRITTEN = {
    "signs": "板厚1至4mm的304、316L，焊完翘起或者呈波浪。", "steps": STEPS,
    "target": "平面度2mm以内。", "limits": "板厚6mm以上效果很小。", "sources": "GB/T 985.1-2008",
}  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_index() -> Iterator[None]:
    """Each test is rolled back, so its keys are used again; the cached index must not be."""
    index._cached.clear()
    yield
    index._cached.clear()


@kept_fixture
def solved(province: Province) -> Engagement:
    """Dong's confirmed service, of which the enterprise lets everybody read how it was done."""
    return serve(province, case_consent=False, way_consent=True)


@kept_fixture
def asked(province: Province, solved: Engagement) -> list[Need]:
    """Two listed needs with the same problem, which the worker found to be common."""
    titles = ("不锈钢薄板焊接变形", "焊接罐体变形怎么校平")
    needs = [make_need(province, title=title) for title in titles]
    problem = CommonProblem.objects.create(season=province.season, closeness=0.6, words=["焊接"])
    for rank, need in enumerate(needs):
        ProblemNeed.objects.create(problem=problem, need=need, rank=rank)
    return needs


@kept_fixture
def kind(province: Province, solved: Engagement, asked: list[Need]) -> ProblemKind:
    """Xu of Deqing confirmed that the three are one kind of problem."""
    return actions.confirm_kind(
        union=province.deqing, actor=province.xu, needs=[solved.need, *asked],
        problem=CommonProblem.objects.get(), title="不锈钢薄板焊接变形",
        gist="薄板焊完翘起或者呈波浪", category=1,
    )  # fmt: skip


@kept_fixture
def ding(province: Province) -> Helper:
    """丁师傅 of Huzhou, a welder, who reviews what Dong writes."""
    return artisan("丁工匠", "焊工", province.huzhou, "330502", user("ding", "丁师傅"))


Publish = Callable[..., Answer]


@pytest.fixture
def publish(province: Province, kind: ProblemKind, solved: Engagement, ding: Helper) -> Publish:
    """``publish()`` takes an answer of Dong's, reviewed by Ding, all the way; texts may differ."""

    def do(until: date | None = None, basis: Any = None, **texts: str) -> Answer:
        answer = asked_for(province, kind, ding)
        actions.accept_answer(answer=answer, actor=province.dong)
        written = {"basis": [solved] if basis is None else basis, **WRITTEN, **texts}
        actions.write_answer(answer=answer, actor=province.dong, **written)
        actions.hand_in_answer(answer=answer, actor=province.dong)
        actions.agree_to_answer(answer=answer, actor=ding.answerer)
        until = until or timezone.localdate() + timedelta(days=365)
        return actions.publish_answer(answer=answer, actor=province.xu, valid_until=until)

    return do


def correct(province: Province, **changes: str) -> None:
    """Dong corrects the record of the service."""
    party: Any = {"helpers": [province.dong_helper], "companions": []}
    written = ServiceRecord.objects.get()
    correct_record(written=written, actor=province.dong, party=party, **changes)


def asked_for(province: Province, kind: ProblemKind, ding: Helper) -> Answer:
    """Dong is asked to write, Ding to review."""
    return actions.ask_for_answer(
        kind=kind, writer=province.dong_helper, reviewer=ding, actor=province.xu
    )
