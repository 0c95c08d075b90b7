"""Whoever leaves loses roles and sessions; the account stays if something else remains."""

from collections.abc import Callable

from django.test import Client

from hongmajia.core.acts import sentence
from hongmajia.core.models import Event
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province, grant

BACKEND = "django.contrib.auth.backends.ModelBackend"


def leave(client: Client, person: User) -> None:
    answer = client.post(f"/people/{person.pk}/leave/", {"reason": "调走了"})
    assert answer.status_code == 302


def test_leaving_ends_roles_sessions_and_an_account_of_which_nothing_remains(
    as_: Callable[[str], Client], province: Province
) -> None:
    theirs = Client()
    theirs.force_login(province.xu, backend=BACKEND)
    assert theirs.get("/desk/").status_code == 200
    leave(as_("shen"), province.xu)
    assert theirs.get("/desk/").status_code == 302
    xu = User.objects.get(pk=province.xu.pk)
    assert not xu.memberships.exists()
    assert not xu.is_active
    event = Event.objects.get(verb="account.left_for_good")
    assert (sentence(event), event.note) == (
        "沈建国办理徐芳离岗，结束1个角色，账号停用", "调走了",
    )  # fmt: skip


def test_an_artisan_who_leaves_a_post_stays_an_artisan_but_signs_in_anew(
    as_: Callable[[str], Client], province: Province
) -> None:
    dong = grant(province.dong, province.deqing, Role.CADRE)
    theirs = Client()
    theirs.force_login(dong, backend=BACKEND)
    leave(as_("shen"), dong)
    assert theirs.get("/desk/").status_code == 302
    assert User.objects.get(pk=dong.pk).is_active
    theirs.force_login(User.objects.get(pk=dong.pk), backend=BACKEND)
    assert theirs.get("/desk/").status_code == 200


def test_only_who_may_end_all_roles_notes_a_leaving(
    as_: Callable[[str], Client], province: Province
) -> None:
    grant(province.xu, province.wucheng, Role.LIAISON)
    address = f"/people/{province.xu.pk}/leave/"
    statuses = {name: as_(name).get(address).status_code for name in ("fang", "shen", "xu", "lu")}
    assert statuses == {"fang": 200, "shen": 403, "xu": 403, "lu": 404}


def test_the_last_cadre_at_the_top_does_not_leave(
    as_: Callable[[str], Client], province: Province
) -> None:
    actions.grant_role(actor=None, union=province.national, user=province.stranger, role=Role.CADRE)
    second = actions.grant_role(
        actor=None, union=province.national, user=province.shen, role=Role.CADRE
    )
    leave(as_("shen"), province.stranger)
    fang = as_("fang")  # below: sees nobody there
    assert fang.get(f"/people/{second.user_id}/leave/").status_code == 403
