"""Lists: what a program sees, how pages follow, and that each costs the same for many rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.signing import dumps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hongmajia.config.api import api
from hongmajia.core.models import Change, PendingChange
from hongmajia.interface.described import operations
from hongmajia.interface.tasks import number_changes
from hongmajia.needs.models import Need
from hongmajia.people.models import Honour
from tests.actors import Province, make_need
from tests.interface.conftest import Caller
from tests.interface.filled import EACH, Filled
from tests.interface.sampling import key_for

KINDS = (
    "unions", "enterprises", "helpers", "offers", "needs", "engagements", "activities", "records",
    "suggestions", "confirmations", "cases", "news", "campaigns",
    "classes", "meetings", "kinds",
)  # fmt: skip
KEYS = {
    "helpers": "helper", "needs": "need", "offers": "offer", "engagements": "engagement",
    "activities": "activity", "records": "record", "suggestions": "suggestion", "news": "news",
    "confirmations": "confirmation", "cases": "case", "unions": "union",
    "enterprises": "enterprise", "campaigns": "campaign",
    "classes": "class", "meetings": "meeting", "kinds": "kind",
}  # fmt: skip


@pytest.fixture
def here(province: Province) -> Filled:
    """Deqing, filled."""
    return Filled(province, province.deqing, "330521", "甲")


@pytest.fixture
def there(province: Province) -> Filled:
    """Wucheng, the neighbour, filled."""
    return Filled(province, province.wucheng, "330702", "乙")


def paths_with(here: Filled) -> list[tuple[str, str, str]]:
    """(name, method, path) of every operation, with keys of ``here`` in paths."""
    found = []
    for operation in operations(api.get_openapi_schema()):
        path = operation.path.removeprefix("/api")
        if "{pk}" in path:
            path = path.replace("{pk}", str(key_for(operation.name, here)))
        found.append((operation.name, operation.method, path))
    return found


def test_a_program_never_sees_another_county(deqing: Caller, here: Filled, there: Filled) -> None:
    """Over every path: nothing of the neighbour is listed, found, or acted on by its key."""
    before = Need.objects.count()
    for name, method, path in paths_with(there):
        example = EACH.get(name)
        body = example.filled(there.keys)[1] if example else None
        if method == "GET":
            answer = deqing.get(path)
        else:
            if body and "region" in body:
                body["region"] = there.adcode
            answer = deqing.post(path, body)
        assert "乙" not in answer.text, path
        assert "婺城" not in answer.text, path
        has_key = any(part.isdigit() for part in path.split("/"))
        if has_key or method == "POST":
            assert answer.status_code in (404, 422), (path, answer.text)
        else:
            assert answer.status_code == 200, path
    assert Need.objects.count() == before


def test_it_sees_all_of_its_own(deqing: Caller, here: Filled) -> None:
    for kind in KINDS:
        rows = deqing.get(f"/{kind}", {"limit": "100"}).json()["rows"]
        assert here.keys[KEYS[kind]] in [row["id"] for row in rows], kind
        one = deqing.get(f"/{kind}/{here.keys[KEYS[kind]]}")
        assert one.status_code == 200, (kind, one.text)
        assert one.json() in rows


def test_the_union_above_sees_both(
    program: Callable[..., Caller], province: Province, here: Filled, there: Filled
) -> None:
    above = program(province.province)
    rows = above.get("/needs", {"limit": "100"}).json()["rows"]
    assert {row["title"][0] for row in rows} == {"甲", "乙"}
    figures = {row["name"]: row for row in above.get("/figures").json()["figures"]}
    own = above.get("/figures", {"union": province.deqing.pk}).json()["figures"]
    assert figures["needs_collected"]["value"] == 2 * own[0]["value"] > 0


def test_pages_follow_in_the_order_of_changes(deqing: Caller, province: Province) -> None:
    needs = [make_need(province) for _ in range(5)]
    first = deqing.get("/needs", {"limit": "2"}).json()
    assert (len(first["rows"]), first["as_of"]) == (2, None)
    needs[0].save()  # moves behind all others, and is read again
    seen, cursor = [row["id"] for row in first["rows"]], first["next"]
    while cursor:
        page = deqing.get("/needs", {"limit": "2", "cursor": cursor}).json()
        seen += [row["id"] for row in page["rows"]]
        cursor = page["next"]
    assert seen == [*(need.pk for need in needs), needs[0].pk]
    assert page["as_of"]
    assert deqing.get("/needs", {"updated_since": page["as_of"]}).json()["rows"] == []


def test_only_what_was_changed_since_is_listed(deqing: Caller, province: Province) -> None:
    needs = [make_need(province) for _ in range(3)]
    read = deqing.get("/needs").json()["as_of"]
    Need.objects.filter(pk=needs[1].pk).update(goal="平")  # past save() and all signals
    rows = deqing.get("/needs", {"updated_since": read}).json()["rows"]
    assert [(row["id"], row["goal"]) for row in rows] == [(needs[1].pk, "平")]


def test_a_moment_may_stand_in_any_offset(deqing: Caller, province: Province) -> None:
    """PostgreSQL itself refuses those of sixteen hours and more."""
    make_need(province)
    for since, n in (("2000-01-01T23:35:39+19:23", 1), ("2149-02-02T23:35:39-23:59", 0)):
        answer = deqing.get("/needs", {"updated_since": since})
        assert (answer.status_code, len(answer.json()["rows"])) == (200, n), since


def test_a_row_changes_with_its_parts(deqing: Caller, here: Filled, province: Province) -> None:
    def changed(kind: str, since: str) -> list[int]:
        rows = deqing.get(f"/{kind}", {"updated_since": since}).json()["rows"]
        return [row["id"] for row in rows]

    read = deqing.get("/helpers").json()["as_of"]
    Honour.objects.create(helper=here.helpers[0], title="市级工匠", level=6)
    assert changed("helpers", read) == [here.helpers[0].pk]
    Need.objects.filter(engagements=here.keys["engagement"]).update(union=province.deqing)
    for kind in ("engagements", "activities", "records", "suggestions", "confirmations"):
        assert here.keys[KEYS[kind]] in changed(kind, read), kind


@pytest.mark.parametrize(
    "query",
    [{"cursor": "x"}, {"limit": "0"}, {"updated_since": "2026-05-18"}, {"updated_since": "5"}],
)
def test_what_is_no_page_is_refused(deqing: Caller, query: dict[str, str]) -> None:
    answer = deqing.get("/needs", query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][-1] in query


def test_a_cursor_of_before_the_upgrade_is_refused_in_words(deqing: Caller) -> None:
    """It held a number alone; whoever kept one begins anew."""
    answer = deqing.get("/needs", {"cursor": dumps(5, salt="interface")})
    assert answer.status_code == 422
    assert "cursor" in answer.json()["errors"][0]["msg"]


@pytest.mark.one_database("Python decides how many queries there are")
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_costs_the_same_for_one_row_and_for_fifty(
    deqing: Caller, province: Province, kind: str
) -> None:
    counts = []
    here = Filled(province, province.deqing, "330521", "甲")
    for limit in (1, 50):
        while Change.objects.filter(kind=KIND_OF[kind]).count() < limit and kind in MADE:
            MADE[kind](here)
            deqing.get("/regions")
            deqing.get(f"/{kind}")
        assert not PendingChange.objects.exists() or deqing.get(f"/{kind}").status_code == 200
        with CaptureQueriesContext(connection) as queries:
            answer = deqing.get(f"/{kind}", {"limit": str(limit)})
        assert answer.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12, queries.captured_queries


KIND_OF = {"activities": "activity", "news": "news"} | {
    kind: kind.removesuffix("s") for kind in KINDS if kind not in ("activities", "news")
}


def another_service(here: Filled) -> Any:
    """Another service that was confirmed, with its case."""
    return here.held(here.helpers[0])


MADE: dict[str, Callable[[Filled], Any]] = {
    **dict.fromkeys(
        ("needs", "engagements", "activities", "records", "suggestions", "confirmations", "cases",
         "news", "campaigns"),
        another_service,
    ),
}  # fmt: skip
"""What makes another row of a kind; lists of the others have no parts and nothing joined."""


def test_changes_that_nobody_reads_do_not_pile_up(province: Province) -> None:
    make_need(province)
    assert PendingChange.objects.exists()
    number_changes.call()
    assert not PendingChange.objects.exists()
    assert Change.objects.filter(kind="need").exists()
