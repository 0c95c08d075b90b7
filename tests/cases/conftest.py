"""Fixtures of the cases tests: Dong's service at 莫干精工, recorded and confirmed."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from hongmajia.cases.actions import (
    answer_case,
    ask_enterprise,
    draft_case,
    nominate_case,
    rewrite_case,
)
from hongmajia.cases.actions.hearing import text_mark
from hongmajia.cases.enums import Reply
from hongmajia.cases.models import Case
from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import confirm_service, record_service, schedule_visit
from hongmajia.services.models import RecordPhoto
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User
from tests.actors import AT_ANY_TIME, Province, artisan, grant, make_need, user
from tests.kept import kept_fixture

MEASURED = {"measure": "平面度", "before": "6", "after": "1.5", "unit": "mm"}
DONE = {"done": "先点固对角，再对称分段退焊，垫一块反变形的钢条。", "result": "solved"}
SAID = {"outcome": "solved", "satisfaction": 4, "words": "他先看我们焊了一件，才动手。"}
WORTH = {"benefit_wan": "18.5", "benefit_basis": "每件省一个半小时，一年1600件"}
LESSON = "目标写成数，师傅才知道从哪里使劲。"

SignIn = Callable[[str], Client]


def photograph(colour: str = "gray", size: tuple[int, int] = (1600, 1200)) -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return SimpleUploadedFile("photo.jpg", buffer.getvalue())


def serve(province: Province, number: int = 0, **changes: Any) -> Engagement:
    """A need with a confirmed service; ``changes`` are facts of the confirmation."""
    title = "不锈钢焊接变形怎么减少" if not number else f"第{number}个难题怎么解"
    need = make_need(
        province, title=title, goal="平面度降到2mm以内",
        submitted_at=timezone.now() - timedelta(days=1),
    )  # fmt: skip
    asked = propose(
        need=need, helper=helper_for(province, number), actor=province.xu, overrule="试"
    )
    engagement = accept(engagement=asked, actor=province.dong)
    begun = timezone.now() - timedelta(hours=5)
    visit = schedule_visit(
        engagement=engagement,
        actor=province.dong,
        word=AT_ANY_TIME,
        starts_at=begun,
        ends_at=begun + timedelta(hours=4),
    )
    party = {"helpers": [engagement.helper], "companions": ["徒弟小吴"]}
    record_service(activity=visit, actor=province.dong, party=party, **{**DONE, **MEASURED})
    facts = {**SAID, **WORTH, "case_consent": True, **changes}
    engagement.refresh_from_db()
    confirm_service(engagement=engagement, actor=province.contact, name="沈女士", **facts)
    return Engagement.objects.get(pk=engagement.pk)


def helper_for(province: Province, number: int) -> Any:
    """Another welder, since Dong's weekly limit allows only a few services."""
    if not number:
        return province.dong_helper
    return artisan(
        f"{'陈李王张刘杨黄吴徐孙'[number % 10]}建{number}", "焊工", province.huzhou, "330502"
    )


@kept_fixture
def served(province: Province) -> Engagement:
    """Dong's service, confirmed as solved, with consent to a case."""
    return serve(province)


@kept_fixture
def case(province: Province, served: Engagement) -> Case:
    """The case as Xu drafted it."""
    return draft_case(engagement=served, actor=province.xu)


@kept_fixture
def ready(province: Province, case: Case) -> Case:
    """The case with its lesson written, to which the enterprise has agreed, with its name."""
    written = rewrite_case(case=case, actor=province.xu, lesson=LESSON)
    return agree(province, ask_enterprise(case=written, actor=province.xu))


def agree(province: Province, case: Case, reply: Reply = Reply.NAMED, **said: Any) -> Case:
    """沈女士 answers for 莫干精工 on what she was shown last."""
    case.refresh_from_db()
    facts = {"actor": province.contact, "name": "沈女士", "seen": text_mark(case), **said}
    return answer_case(case=case, reply=reply, **facts)


@kept_fixture
def came_up(province: Province, ready: Case) -> Case:
    """The case nominated by Deqing and Huzhou, held by the province."""
    case = nominate_case(case=ready, actor=province.xu)
    return nominate_case(case=case, actor=province.shen)


@pytest.fixture
def photo(served: Engagement) -> RecordPhoto:
    """A photograph of the weld on which nobody can be recognised."""
    record = served.activities.get().record
    return RecordPhoto.objects.create(
        record=record, image=photograph(), caption="焊好的罐体", shows_faces=False
    )


@pytest.fixture
def reviewers(province: Province) -> dict[str, User]:
    """Ren and Mei of the province, Qian of Jinhua, and Hu of Huzhou, from which the case comes."""
    seats: dict[str, tuple[str, Union]] = {
        "mei": ("梅评审", province.province),
        "qian": ("钱评审", province.jinhua),
        "hu": ("胡评审", province.huzhou),
    }
    made = {
        key: grant(user(key, name), union, Role.REVIEWER) for key, (name, union) in seats.items()
    }
    return {"ren": province.ren, **made}


@pytest.fixture
def as_(client: Client, province: Province) -> SignIn:
    """``as_("xu")`` returns a client signed in as Xu."""

    def sign_in(name: str) -> Client:
        client.logout()
        if person := province.actors.get(name) or User.objects.filter(username=name).first():
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
