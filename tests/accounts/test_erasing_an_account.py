"""An artisan who left the roll closes the account and is erased; what they did stays counted."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from hongmajia.accounts.actions import erase_account
from hongmajia.accounts.models import Claim, SignIn
from hongmajia.audit.sealing import seal_events
from hongmajia.audit.verifying import faults
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.insights.counting import count_season
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.people.enums import LicenceKind
from hongmajia.people.models import Helper, Licence
from hongmajia.services.models import Activity, Objection
from hongmajia.unions.models import User
from tests.actors import Province
from tests.dump import places_of
from tests.test_access import things_of

pytestmark = pytest.mark.django_db

NAME, NUMBER, EARLIER, MAIL = "董国栋", "13761234567", "13700001111", "donggd@example.org"


@pytest.fixture
def left(province: Province) -> User:
    """Dong Guodong served, changed their number, and is off the roll; nothing of theirs is open."""
    dong, helper = province.dong, province.dong_helper
    dong.name, dong.phone, dong.email = NAME, EARLIER, MAIL
    dong.save()
    helper.name = NAME
    helper.save()
    helper.artisan.phone = EARLIER
    helper.artisan.photo = ContentFile(b"likeness of one", "dong.jpg")
    helper.artisan.volunteer_number = "ZJ330500123456"
    helper.artisan.save()
    things_of(province)
    dong.phone = NUMBER
    dong.save()
    helper.artisan.phone = NUMBER
    helper.artisan.save()
    Licence.objects.create(
        artisan=helper.artisan, kind=LicenceKind.HEIGHT, number="T330521199001011234",
        evidence=ContentFile(b"likeness of one too", "licence.jpg"),
    )  # fmt: skip
    EmailAddress.objects.create(user=dong, email=MAIL)
    SignIn.objects.create(
        user=dong, address="192.0.2.7", agent="browser", how="password", is_new=True
    )  # fmt: skip
    AccessAttempt.objects.create(username=NUMBER, ip_address="192.0.2.7", failures_since_start=1)
    Notice.objects.create(recipient=province.xu, sentence="%(p)s来了", params={"p": NAME}, url="/")
    past = timezone.now() - timedelta(days=400)
    Activity.objects.update(starts_at=past, ends_at=past + timedelta(hours=1))
    Engagement.objects.filter(helper=helper).update(state=EngagementState.CONFIRMED)
    Need.objects.update(state=NeedState.CONFIRMED)
    Objection.objects.all().delete()
    Helper.objects.filter(pk=helper.pk).update(is_active=False)
    helper.apprenticeships.update(state="ended")
    Claim.objects.update(state="withdrawn")
    seal_events()
    return User.objects.get(pk=dong.pk)


def erase(user: User, capture: DjangoCaptureOnCommitCallbacks) -> None:
    """They close the account themselves, and the transaction ends."""
    with capture(execute=True):
        erase_account(user=user, actor=user)


def test_nothing_that_is_kept_names_him_any_more(
    left: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    traces = (NAME, NUMBER, EARLIER, MAIL, "ZJ330500123456", "T330521199001011234")
    assert all(places_of(value) for value in traces)
    erase(left, django_capture_on_commit_callbacks)
    for value in (*traces, "likeness of one"):
        assert places_of(value) == []
    assert list(faults()) == []


def test_the_account_is_closed_and_what_he_did_stays(
    left: User, province: Province,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    before = count_season(province.season, province.province)
    acts = Event.objects.filter(actor=left).count()
    erase(left, django_capture_on_commit_callbacks)
    left.refresh_from_db()
    assert (left.is_active, left.name, left.phone, left.email) == (False, "某某", "", "")
    assert count_season(province.season, province.province) == before
    assert Event.objects.filter(actor=left).count() == acts + 1
    helper = Helper.objects.get(pk=province.dong_helper.pk)
    assert helper.public_name == "某师傅"
    assert not SignIn.objects.filter(user=left).exists()


def test_what_is_under_way_stands_against_it(left: User, province: Province) -> None:
    Helper.objects.filter(pk=province.dong_helper.pk).update(is_active=True)
    Engagement.objects.filter(helper=province.dong_helper).update(state=EngagementState.ACCEPTED)
    with pytest.raises(Refused) as refused, transaction.atomic():
        erase_account(user=left, actor=left)
    assert "还在师傅名册上" in str(refused.value)
    assert "帮扶还没有完" in str(refused.value)
    assert User.objects.get(pk=left.pk).name == NAME


def test_dangerous_work_is_kept_while_somebody_may_claim(left: User, province: Province) -> None:
    engagement = Engagement.objects.filter(helper=province.dong_helper).first()
    assert engagement
    Need.objects.filter(pk=engagement.need_id).update(dangers=["height"])
    with pytest.raises(Refused, match="有危险作业"), transaction.atomic():
        erase_account(user=left, actor=left)
    Engagement.objects.update(held_since=timezone.now() - timedelta(days=1096))
    erase_account(user=left, actor=left)


def test_a_cadre_hands_over_first(province: Province) -> None:
    with pytest.raises(Refused, match="请先交接"), transaction.atomic():
        erase_account(user=province.xu, actor=province.xu)


def test_an_account_is_erased_once(
    left: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    erase(left, django_capture_on_commit_callbacks)
    with pytest.raises(Refused, match="已经注销"), transaction.atomic():
        erase_account(user=left, actor=None)
