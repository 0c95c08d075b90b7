"""The certificate over several years: what it says, who issues it, and how it is verified."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from hongmajia.core.errors import Refused
from hongmajia.services.actions import issue_years_certificate, object_to_record
from hongmajia.services.certifying import render_years_certificate, years_of_service
from hongmajia.services.models import Activity, ServiceRecord, YearsCertificate
from hongmajia.unions.models import Season
from tests.actors import Province
from tests.engagements.conftest import told
from tests.services.known import let_pass, register_for_certificates


@pytest.fixture
def two_years(
    province: Province, record: Callable[..., ServiceRecord], confirm: Callable[..., object]
) -> None:
    """Dong served 4.5 hours in 2026, confirmed, and gave a lecture of 2 hours in 2024."""
    written = record(hours=Decimal("4.5"))
    confirm()
    season = Season.objects.create(
        name="2024年", year=2024, union=province.province, number_prefix="浙2024"
    )
    begins = written.activity.starts_at.replace(year=2024, day=1)
    lecture = Activity.objects.create(
        season=season, union=province.huzhou, title="焊接讲座", state="held", starts_at=begins,
        ends_at=begins + timedelta(hours=2), region=province.mogan.region,
    )  # fmt: skip
    lecture.attendances.create(helper=province.dong_helper)
    ServiceRecord.objects.create(activity=lecture, done="讲了校平", result="solved", hours=2)
    let_pass()
    register_for_certificates(province.dong_helper)


@pytest.fixture
def certificate(province: Province, two_years: None) -> YearsCertificate:
    return issue_years_certificate(
        helper=province.dong_helper, first=2024, last=2026, actor=province.shen
    )


def test_the_years_with_their_services_and_hours(province: Province, two_years: None) -> None:
    years = years_of_service(province.dong_helper)
    found = [(row.year, row.times, row.hours) for row in years]
    assert found == [(2024, 1, Decimal(2)), (2026, 1, Decimal("4.5"))]


def test_the_paper_has_each_year_and_the_sum(certificate: YearsCertificate) -> None:
    (page,) = PdfReader(BytesIO(render_years_certificate(certificate))).pages
    text = page.extract_text().replace("\n", "").replace(" ", "")
    for said in (
        "从2024年到2026年",
        "服务2次",
        "共6.5小时",
        "湖州市总工会",
        certificate.number,
        "志愿者编号330500000001",
        "负责人：沈建国",
        "公示满7天",
    ):
        assert said in text


def test_it_is_issued_once_and_the_artisan_told(
    province: Province, certificate: YearsCertificate
) -> None:
    again = issue_years_certificate(
        helper=province.dong_helper, first=2024, last=2026, actor=province.fang
    )
    assert again == certificate
    assert "湖州市总工会给您发了历年志愿服务证书，可以下载打印" in told(province.dong)


def test_what_is_under_objection_or_new_counts_in_no_year(
    province: Province, two_years: None
) -> None:
    lecture = Activity.objects.get(season__year=2024)
    object_to_record(
        activity=lecture, helper=province.dong_helper, actor=province.dong, reason="讲了三个小时"
    )
    assert [row.year for row in years_of_service(province.dong_helper)] == [2026]
    ServiceRecord.objects.update(known_since=timezone.now())
    assert years_of_service(province.dong_helper) == []


@pytest.mark.parametrize(("first", "last"), [(2026, 2026), (2026, 2024), (2025, 2026)])
def test_years_out_of_order_or_without_service_are_refused(
    province: Province, two_years: None, first: int, last: int
) -> None:
    with pytest.raises(Refused, match=r"年度|年都要有"):
        issue_years_certificate(
            helper=province.dong_helper, first=first, last=last, actor=province.shen
        )
    assert not YearsCertificate.objects.exists()


def test_from_the_page_of_the_artisan_to_the_page_behind_the_code(
    client: Client, province: Province, two_years: None
) -> None:
    page = f"/helpers/{province.dong_helper.pk}/certificates/"
    client.force_login(province.shen)
    assert "发历年证书" in client.get(page).text
    assert client.post(f"{page}years/", {"first": 2024, "last": 2026}).status_code == 302
    issued = YearsCertificate.objects.get()
    client.force_login(province.dong)
    assert issued.number in client.get(page).text
    assert client.get(f"{page}years/{issued.pk}.pdf").headers["Content-Type"] == "application/pdf"
    assert client.post(f"{page}years/", {"first": 2024, "last": 2026}).status_code == 403
    client.logout()
    shown = client.get(f"/certificates/years/{issued.token}/").text
    assert "2次，共6.5小时" in shown
    assert client.get("/certificates/years/none/").status_code == 404
