"""The access gate: 404 for what one may not see, 403 for what one may not do."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from hongmajia.core.gate import get_for
from hongmajia.unions.models import Enterprise
from tests.actors import Province

RIGHT = "unions.change_enterprise"


def fetch(user: object, pk: int, right: str | None = None) -> Enterprise:
    visible = Enterprise.objects.visible_to(user)
    return get_for(user, visible, right, pk=pk)  # type: ignore[arg-type]


def test_he_who_sees_and_may_gets_it(province: Province) -> None:
    assert fetch(province.xu, province.mogan.pk, RIGHT) == province.mogan


def test_he_who_sees_may_look(province: Province) -> None:
    assert fetch(province.lin, province.mogan.pk) == province.mogan


def test_he_who_sees_but_may_not_is_refused(province: Province) -> None:
    with pytest.raises(PermissionDenied):
        fetch(province.lin, province.mogan.pk, RIGHT)


def test_for_the_neighbour_and_the_stranger_it_does_not_exist(province: Province) -> None:
    for user in (province.wu, province.stranger, AnonymousUser()):
        with pytest.raises(Http404):
            fetch(user, province.mogan.pk, RIGHT)


def test_what_does_not_exist_looks_the_same(province: Province) -> None:
    with pytest.raises(Http404):
        fetch(province.fang, 0)
