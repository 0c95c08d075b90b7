"""Every page of the room for every actor: status codes, what forms do, number of queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from hongmajia.core.limits import EXPORTED
from hongmajia.core.models import Holiday
from hongmajia.unions import actions
from hongmajia.unions.enums import Role, Section, UnionKind
from hongmajia.unions.models import Enterprise, Membership, Union, User
from tests.actors import Province, below, credit_code
from tests.exports import fetched

Work = Callable[[], None]

BACKEND = "django.contrib.auth.backends.ModelBackend"
PHONE = "13700000009"


def sign_in(client: Client, user: User | None) -> None:
    client.logout()
    if user:
        client.force_login(user, backend=BACKEND)


def statuses(client: Client, province: Province, url: str) -> dict[str, int]:
    """Actor → status of the response."""
    found = {}
    for name, user in province.actors.items():
        sign_in(client, user)
        found[name] = client.get(url).status_code
    return found


SIGNED_IN = "fang shen xu wu lu lin contact dong zhou ren stranger"
OPEN = dict.fromkeys(SIGNED_IN.split(), 200)
ALL_SIGNED_IN = {**OPEN, "nobody": 302}


def only(expected: int = 404, **seen: int) -> dict[str, int]:
    """The statuses: those of ``seen``, ``expected`` for others, 302 for a visitor."""
    return {**dict.fromkeys(OPEN, expected), **seen, "nobody": 302}


@pytest.mark.parametrize("name", ["union_list", "enterprise_list", "holidays"])
def test_lists_are_there_for_everyone_signed_in(
    client: Client, province: Province, name: str
) -> None:
    assert statuses(client, province, reverse(name)) == ALL_SIGNED_IN


def test_the_season_is_public(client: Client, province: Province) -> None:
    assert statuses(client, province, reverse("season")) == {**OPEN, "nobody": 200}


SEE_DEQING = {"fang": 200, "shen": 200, "xu": 200, "lin": 200, "ren": 200}
LOOK_ONLY = {"lin": 403, "ren": 403}


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("union", only(**SEE_DEQING)),
        ("union_add", only(**{**SEE_DEQING, **LOOK_ONLY})),
        ("union_change", only(**{**SEE_DEQING, **LOOK_ONLY})),
        ("role_grant", only(**{**SEE_DEQING, **LOOK_ONLY})),
        ("union_move", only(**{**SEE_DEQING, **LOOK_ONLY, "xu": 403})),
        ("season_new", only(**{**SEE_DEQING, **LOOK_ONLY})),
    ],
)
def test_pages_of_a_union(
    client: Client, province: Province, name: str, expected: dict[str, int]
) -> None:
    url = reverse(name, args=[province.deqing.pk])
    assert statuses(client, province, url) == expected


SEE_MOGAN = {"fang": 200, "shen": 200, "xu": 200, "lu": 200, "lin": 200, "contact": 200}


@pytest.mark.one_database("rights are predicates in Python")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("enterprise", only(**SEE_MOGAN)),
        ("enterprise_change", only(**{**SEE_MOGAN, "lin": 403, "contact": 403})),
        ("contact_add", only(**{**SEE_MOGAN, "lin": 403, "contact": 403})),
    ],
)
def test_pages_of_an_enterprise(
    client: Client, province: Province, name: str, expected: dict[str, int]
) -> None:
    assert statuses(client, province, reverse(name, args=[province.mogan.pk])) == expected


@pytest.mark.one_database("rights are predicates in Python")
def test_who_may_register_enterprises(client: Client, province: Province) -> None:
    may = {"fang": 200, "shen": 200, "xu": 200, "wu": 200, "lu": 200}
    for url in (reverse("enterprise_new"), reverse("import_upload", args=["enterprises"])):
        assert statuses(client, province, url) == only(403, **may)


@pytest.mark.one_database("rights are predicates in Python")
def test_only_the_host_changes_its_season(client: Client, province: Province) -> None:
    url = reverse("season_change", args=[province.season.pk])
    assert statuses(client, province, url) == only(403, fang=200)
    url = reverse("season_targets", args=[province.season.pk, province.huzhou.pk])
    assert statuses(client, province, url) == only(403, fang=200)


@pytest.mark.parametrize("actor", ["shen", "xu", "lin", "stranger"])
def test_only_the_host_changes_the_calendar(client: Client, province: Province, actor: str) -> None:
    holiday = Holiday.objects.create(date="2026-10-01", name="国庆节")
    sign_in(client, getattr(province, actor))
    posts = [
        (reverse("holidays"), {"date": "2026-10-02", "is_workday": "False", "name": "节"}),
        (reverse("holidays_fill", args=[2026]), {}),
        (reverse("holiday_remove", args=[holiday.pk]), {}),
    ]
    for url, data in posts:
        assert client.post(url, data).status_code == 403
    assert list(Holiday.objects.all()) == [holiday]


def test_the_list_and_the_object_agree(client: Client, province: Province) -> None:
    for name, user in province.actors.items():
        if user is None:
            assert not Union.objects.visible_to(AnonymousUser()).exists()
            continue
        sign_in(client, user)
        listed = set(Union.objects.visible_to(user).values_list("pk", flat=True))
        for union in Union.objects.all():
            status = client.get(reverse("union", args=[union.pk])).status_code
            assert (status == 200) == (union.pk in listed), (name, union)


# --- what the pages do ----------------------------------------------------------------------


def test_a_cadre_appoints_a_colleague(client: Client, province: Province) -> None:
    sign_in(client, province.shen)
    url = reverse("role_grant", args=[province.deqing.pk])
    said = {"role": "cadre", "name": "新同志", "phone": PHONE}
    page = client.post(url, said, follow=True).content.decode()
    assert "新同志的邀请没有发短信" in page
    again = client.post(url, {**said, "role": "liaison"}, follow=True).content.decode()
    assert "新同志以前请过，还没有登录过" in again
    assert User.objects.get(phone=PHONE).holds(province.deqing.path, Role.CADRE)
    assert "已经担任这个角色" in client.post(url, said).content.decode()


def test_roles_that_only_unions_above_grant_are_not_offered(
    client: Client, province: Province
) -> None:
    url = reverse("role_grant", args=[province.deqing.pk])
    sign_in(client, province.xu)
    page = client.get(url).content.decode()
    assert 'value="liaison"' in page
    assert 'value="cadre"' not in page
    response = client.post(url, {"role": "cadre", "name": "新同志", "phone": PHONE})
    assert response.status_code == 422
    assert not User.objects.filter(phone=PHONE).exists()


def test_a_role_is_revoked_on_the_page_of_its_union(client: Client, province: Province) -> None:
    membership = Membership.objects.get(user=province.xu)
    url = reverse("role_revoke", args=[membership.pk])
    for actor, expected in {"wu": 404, "lin": 403, "xu": 403, "shen": 302}.items():
        sign_in(client, getattr(province, actor))
        assert client.post(url).status_code == expected, actor
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_a_refusal_is_shown_on_the_form_and_keeps_the_input(
    client: Client, province: Province
) -> None:
    sign_in(client, province.shen)
    url = reverse("union_add", args=[province.huzhou.pk])
    response = client.post(url, {"name": "德清县总工会", "kind": "county"})
    assert response.status_code == 422
    page = response.content.decode()
    assert "这里已经有“德清县总工会”了" in page
    assert 'value="德清县总工会"' in page


def test_a_union_is_moved_by_the_one_above_both(client: Client, province: Province) -> None:
    url = reverse("union_move", args=[province.mogan_union.pk])
    target = {"target": province.wucheng.pk}
    sign_in(client, province.xu)  # Xu has no right in Wucheng
    assert client.post(url, target).status_code == 422
    sign_in(client, province.fang)
    assert client.post(url, target).status_code == 302
    assert Union.objects.get(pk=province.mogan_union.pk).parent == province.wucheng


def test_an_enterprise_is_registered_by_form(client: Client, province: Province) -> None:
    sign_in(client, province.xu)
    code = credit_code(2).lower()
    typed = {
        "name": "德清县第二 机械厂", "credit_code": f"{code[:8]} {code[8:]}", "industry": "34",
        "scale": "small", "region": "330521", "union": province.deqing.pk,
    }  # fmt: skip
    assert client.post(reverse("enterprise_new"), typed).status_code == 302
    made = Enterprise.objects.get(name="德清县第二机械厂")
    assert (made.section, made.division) == ("C", "34")
    assert made.credit_code == credit_code(2)
    for words in ("第二 机械厂", code[:10]):
        page = client.get(reverse("enterprise_list"), {"q": words}).content.decode()
        assert "德清县第二机械厂" in page
    again = client.post(reverse("enterprise_new"), typed)
    assert "这家企业已经登记过了" in again.content.decode()
    elsewhere = {**typed, "credit_code": credit_code(3), "union": province.wucheng.pk}
    assert client.post(reverse("enterprise_new"), elsewhere).status_code == 422


def test_an_enterprise_is_changed_by_its_liaison(client: Client, province: Province) -> None:
    sign_in(client, province.lu)
    url = reverse("enterprise_change", args=[province.mogan.pk])
    typed = {
        "name": province.mogan.name, "credit_code": province.mogan.credit_code, "industry": "C",
        "scale": "medium", "employees": "", "region": "330521", "union": province.mogan_union.pk,
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    province.mogan.refresh_from_db()
    assert (province.mogan.scale, province.mogan.division) == ("medium", "")
    assert not province.mogan.is_specialised


def test_a_contact_is_added_and_removed(client: Client, province: Province) -> None:
    sign_in(client, province.lu)
    url = reverse("contact_add", args=[province.mogan.pk])
    assert client.post(url, {"name": "钱师傅", "phone": PHONE}).status_code == 302
    person = User.objects.get(phone=PHONE)
    page = client.get(reverse("enterprise", args=[province.mogan.pk])).content.decode()
    assert "137****0009" in page
    assert PHONE not in page
    away = reverse("contact_remove", args=[province.mogan.pk, person.pk])
    assert client.post(away).status_code == 302
    assert client.post(away).status_code == 404


def test_the_export_contains_the_filtered_list(
    client: Client, province: Province, work: Work
) -> None:
    import io

    from hongmajia.core.importers import importer_of
    from hongmajia.core.spreadsheets import read_table

    wanted = importer_of("enterprises").wanted
    fill(province, 3)
    sign_in(client, province.fang)
    whole = fetched(client, work, reverse("enterprise_export"))
    assert len(read_table(io.BytesIO(whole), wanted=wanted).rows) == 4
    part = fetched(client, work, f"{reverse('enterprise_export')}?q=莫干")
    (row,) = read_table(io.BytesIO(part), wanted=wanted).rows
    assert row.cells["统一社会信用代码"] == province.mogan.credit_code
    assert row.cells["行业"] == "专用设备制造业"
    assert row.cells["专精特新"] == "是"


def test_more_exports_in_ten_minutes_than_there_are_lists_are_refused(
    client: Client, province: Province, work: Work
) -> None:
    sign_in(client, province.fang)
    for _ in range(EXPORTED.most):
        assert client.post(reverse("enterprise_export")).status_code == 302
        work()
    answer = client.post(reverse("enterprise_export"))
    assert (answer.status_code, "请10分钟以后再来" in answer.content.decode()) == (429, True)
    sign_in(client, province.shen)  # who sits in the same office has a share of their own
    assert client.post(reverse("enterprise_export")).status_code == 302


def test_what_was_exported_can_be_imported(client: Client, province: Province, work: Work) -> None:
    import io

    from hongmajia.core.importers import importer_of
    from hongmajia.core.imports import check
    from hongmajia.core.spreadsheets import read_table

    sign_in(client, province.fang)
    importer = importer_of("enterprises")
    content = fetched(client, work, reverse("enterprise_export"))
    table = read_table(io.BytesIO(content), wanted=importer.wanted)
    found = check(importer, table, province.fang)
    assert [fault.message for fault in found.faults] == ["这家企业已经登记过了，请删掉这一行。"]
    assert found.ignored == []


def test_a_season_is_opened_and_changed_by_form(client: Client, province: Province) -> None:
    sign_in(client, province.fang)
    url = reverse("season_new", args=[province.province.pk])
    months = {"collect": 3, "match": 4, "serve": 5, "review": 6, "promote": 7}
    typed: dict[str, Any] = {
        "name": "2027年志愿服务月", "year": 2027, "number_prefix": "浙2027", "verify_days": 2,
        "match_days": 5, "accept_days": 3, "contact_days": 2, "confirm_days": 5, "urgent_days": 1,
    }  # fmt: skip
    for stage, month in months.items():
        typed |= {f"{stage}_starts": f"2027-{month:02}-01", f"{stage}_ends": f"2027-{month:02}-28"}
    assert client.post(url, typed).status_code == 302
    again = client.post(url, typed)
    assert "2027年度活动已经有了" in again.content.decode()
    season = province.province.seasons.get(year=2027)
    backwards = {**typed, "match_starts": "2027-02-01", "match_ends": "2027-02-02"}
    changed = client.post(reverse("season_change", args=[season.pk]), backwards)
    assert "“对接”早于前一阶段开始" in changed.content.decode()
    none = client.post(reverse("season_change", args=[season.pk]), {**typed, "verify_days": 0})
    assert none.status_code == 422


def test_the_calendar_is_filled_and_changed(client: Client, province: Province) -> None:
    sign_in(client, province.fang)
    assert client.post(reverse("holidays_fill", args=[2026])).status_code == 302
    page = client.get(reverse("holidays"), {"year": 2026}).content.decode()
    assert "春节调休" in page
    mend = {"date": "2026-10-10", "is_workday": "False", "name": "休"}
    assert client.post(reverse("holidays"), mend).status_code == 302
    assert not Holiday.objects.get(date="2026-10-10").is_workday
    unknown = client.post(reverse("holidays_fill", args=[2099]))
    assert unknown.status_code == 409
    assert "还没有2099年的放假安排" in unknown.content.decode()


@pytest.mark.parametrize("query", ["year=abc", "year=99999", "after=broken", "q=%00"])
def test_invalid_parameters_are_ignored(client: Client, province: Province, query: str) -> None:
    sign_in(client, province.fang)
    for name in ("holidays", "enterprise_list", "union_list"):
        assert client.get(f"{reverse(name)}?{query}").status_code == 200


# --- what a page costs ----------------------------------------------------------------------


def fill(province: Province, count: int) -> None:
    """Add enterprises, unions with cadres, and contacts."""
    for number in range(count):
        union = below(province.deqing, f"第{number}街道总工会", UnionKind.TOWNSHIP)
        person = User.objects.create(username=f"cadre-{number}", name=f"第{number}位")
        Membership.objects.create(user=person, union=union, role=Role.CADRE, granted_by=province.xu)
        Membership.objects.create(user=person, union=province.deqing, role=Role.REVIEWER)
        enterprise = Enterprise.objects.create(
            name=f"第{number}厂", credit_code=credit_code(number + 100), section=Section.C,
            division="34", region_id="330521", union=union,
        )  # fmt: skip
        enterprise.contacts.add(person)
        Holiday.objects.create(date=f"2026-{number // 25 + 1:02}-{number % 25 + 1:02}")


@pytest.mark.parametrize("more", [0, 49])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("union_list", 9), ("enterprise_list", 10), ("holidays", 7), ("season", 12)],
)
def test_lists_cost_the_same_at_one_row_and_at_fifty(
    client: Client, province: Province, django_assert_num_queries: Any, name: str, queries: int,
    more: int,
) -> None:  # fmt: skip
    fill(province, more)
    sign_in(client, province.fang)
    with django_assert_num_queries(queries):
        client.get(reverse(name))


@pytest.mark.parametrize("more", [0, 49])
def test_a_unions_page_costs_the_same(
    client: Client, province: Province, django_assert_num_queries: Any, more: int
) -> None:
    fill(province, more)
    sign_in(client, province.fang)
    with django_assert_num_queries(11):
        client.get(reverse("union", args=[province.deqing.pk]))


def test_the_list_goes_on_where_it_stopped(client: Client, province: Province) -> None:
    fill(province, 49)
    sign_in(client, province.fang)
    seen: list[str] = []
    address = reverse("enterprise_list")
    for _page in range(3):
        response = client.get(address)
        page = response.context["page"]
        seen += [enterprise.name for enterprise in page.rows]
        address = f"{reverse('enterprise_list')}?after={page.next_key}"
    assert len(seen) == len(set(seen)) == 50
    assert page.next_key == ""


def test_a_moved_union_is_listed_under_its_new_one(client: Client, province: Province) -> None:
    actions.move_union(actor=province.fang, union=province.mogan_union, target=province.wucheng)
    sign_in(client, province.wu)
    assert "莫干精工" in client.get(reverse("enterprise_list")).content.decode()
