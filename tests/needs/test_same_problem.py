"""“我也有同样的问题”, the list of one's own needs, and the code as a picture."""

import re
from typing import Any

import pytest
from django.test import Client

from hongmajia.needs.actions import confirm_need, forget_sharers, share_problem
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need, SameProblem
from hongmajia.notices.actions import tick_off_call
from hongmajia.notices.models import Call, Notice
from hongmajia.notices.telling import listening
from tests.actors import Province, make_need
from tests.needs.conftest import As

OURS = "/needs/ours/"


def told(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def test_a_stranger_and_an_account_hear_when_it_is_solved(
    client: Client, as_: As, province: Province
) -> None:
    need = make_need(province, NeedState.SOLVED)
    type(need).objects.filter(pk=need.pk).update(state=NeedState.LISTED)
    url = f"/needs/{need.pk}/same/"
    for _ in range(2):  # said twice, recorded once
        page = client.post(url, {"name": "潘女士", "phone": "13700000001"}, follow=True)
    as_("stranger").post(url, {"name": "老姚", "phone": "13700000002"})
    assert "记下了" in page.content.decode()
    assert need.same_problems.count() == 2
    page = client.get(f"/needs/{need.pk}/").content.decode()
    assert "另有2家也有同样的问题" in page
    assert "13700000001" not in page

    type(need).objects.filter(pk=need.pk).update(state=NeedState.SOLVED)
    with listening() as heard:
        confirm_need(need=need, actor=province.contact, name="沈女士")
    assert (heard.reached, heard.to_call) == ([], []), "the page does not name them"
    assert told(province.stranger) == [f"和您同样的问题解决了，看看怎么办的：{need.title}"]
    call = Call.objects.get()
    assert (call.name, call.union) == ("潘女士", province.deqing)
    cadre = as_("xu")
    assert "13700000001" in cadre.post(f"/calls/{call.pk}/number/").content.decode()
    assert client.get(url).headers["Location"] == f"/needs/{need.pk}/"


PAN = {"name": "潘女士", "phone": "13700000001"}


@pytest.fixture
def shared(client: Client, province: Province) -> Need:
    """A listed need, whose problem Ms Pan has too; she has no account."""
    need = make_need(province)
    client.post(f"/needs/{need.pk}/same/", PAN)
    return need


def test_names_and_numbers_are_deleted_when_all_were_told(
    shared: Need, as_: As, province: Province
) -> None:
    share_problem(need=shared, actor=province.stranger, name="老姚", phone="13700000002")
    confirm_need(need=shared, actor=province.contact, name="沈女士")
    forget_sharers()
    assert [said.name for said in SameProblem.objects.all()] == ["潘女士"], "who is to be called"
    call = Call.objects.get()
    tick_off_call(call=call, actor=province.xu)
    forget_sharers()
    assert not SameProblem.objects.exists()
    assert "13700000001" not in as_("xu").post(f"/calls/{call.pk}/number/").text
    assert "（已删除）" in as_("xu").get(f"/calls/{call.pk}/").text


@pytest.mark.parametrize(("state", "kept"), [("listed", 1), ("unsolved", 0), ("withdrawn", 0)])
def test_they_are_deleted_when_there_is_nothing_to_tell(
    shared: Need, state: str, kept: int
) -> None:
    Need.objects.filter(pk=shared.pk).update(state=state)
    forget_sharers()
    assert SameProblem.objects.count() == kept


def test_with_a_merged_need_they_wait_for_the_other(shared: Need, province: Province) -> None:
    other = make_need(province)
    Need.objects.filter(pk=shared.pk).update(state=NeedState.MERGED, merged_into=other)
    forget_sharers()
    assert SameProblem.objects.exists()
    Need.objects.filter(pk=other.pk).update(state=NeedState.WITHDRAWN)
    forget_sharers()
    assert not SameProblem.objects.exists()


@pytest.mark.parametrize(("changed", "kept"), [({}, 0), ({"name": "别人"}, 1)])
def test_it_is_taken_back_with_the_same_name_and_number(
    client: Client, shared: Need, changed: dict[str, str], kept: int
) -> None:
    address = f"/needs/{shared.pk}/same/back/"
    assert address in client.get(f"/needs/{shared.pk}/").text
    page = client.post(address, PAN | changed, follow=True)
    assert "对得上的，已经删除" in page.text
    assert SameProblem.objects.count() == kept


def test_an_account_takes_over_what_was_typed_without_it(shared: Need, province: Province) -> None:
    said = share_problem(need=shared, actor=province.stranger, **PAN)
    assert said.user == province.stranger
    other = share_problem(need=shared, actor=province.zhou, **PAN)
    assert (other.user, SameProblem.objects.count()) == (province.zhou, 2)


def test_nobody_joins_what_they_cannot_see(client: Client, province: Province) -> None:
    hidden = make_need(province, visibility="unions")
    assert client.get(f"/needs/{hidden.pk}/same/").status_code == 404


def test_every_public_need_leads_to_asking(client: Client, province: Province) -> None:
    page = client.get(f"/needs/{make_need(province).pk}/").content.decode()
    main = page.partition("<main")[2]
    assert 'href="/needs/ask/"' in main
    assert 'href="/needs/ask/"' in page.partition("<main")[0]


def test_the_contact_finds_all_needs_of_the_firm(as_: As, province: Province) -> None:
    make_need(province, title="别人替我们提的", asker=None)
    make_need(province, title="别家的", asker=None, enterprise=None)
    page = as_("contact").get(OURS).content.decode()
    assert "别人替我们提的" in page
    assert "别家的" not in page


@pytest.mark.parametrize("rows", [1, 50])
def test_the_list_of_own_needs_takes_few_queries(
    as_: As, province: Province, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(rows):
        make_need(province)
    client = as_("contact")
    with django_assert_max_num_queries(12):
        client.get(OURS)


def test_the_code_is_kept_as_a_picture(client: Client, province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    page = client.get(f"/needs/ask/{need.tracking_code}/").content.decode()
    (address,) = re.findall(r'href="([^"]+code\.png)"', page)
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert "no-store" in answer.headers["Cache-Control"]


def test_labels_say_who_reads_what_is_written(client: Client, province: Province) -> None:
    page = client.get("/needs/ask/").content.decode()
    label = re.search(r'<label[^>]*for="id_contact_phone">(.*?)</label>', page)
    assert label
    assert "工会和师傅可见" in label[1]
