"""Documents of a service: the agreement and the volunteer certificate."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from hongmajia.core.errors import Refused
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import correct_record, issue_certificate, withdraw_record
from hongmajia.services.agreement import agreement_of
from hongmajia.services.certifying import render_certificate, services_of, total_hours
from hongmajia.services.models import Activity, Certificate, Confirmation, ServiceRecord
from tests.actors import Province
from tests.engagements.conftest import told
from tests.papers.boxes import UNUSUAL, boxes_in, text_of
from tests.services.conftest import DONE
from tests.services.known import let_pass, register_for_certificates

Record, Confirm = Callable[..., ServiceRecord], Callable[..., Confirmation]


def words_of(document: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(document)).paragraphs)


def test_the_agreement_names_both_sides_the_problem_and_the_appointment(
    engagement: Engagement, visit: Activity
) -> None:
    visit.place = "二号车间"
    visit.save()
    words = words_of(agreement_of(engagement, engagement.helper.answerer))
    for said in (
        "志愿服务意向书",
        "德清县莫干精工机械有限公司",
        "董师傅",
        "不锈钢焊接变形",
        "二号车间",
    ):
        assert said in words


def test_without_an_appointment_it_says_so(engagement: Engagement) -> None:
    assert "由双方另行约定" in words_of(agreement_of(engagement, engagement.helper.answerer))


def test_only_confirmed_services_are_certified(
    province: Province, record: Record, confirm: Confirm
) -> None:
    record(hours=Decimal("4.5"))
    assert services_of(province.dong_helper, province.season) == []
    with pytest.raises(Refused, match="还没有经企业确认"):
        issue_certificate(helper=province.dong_helper, season=province.season, actor=province.shen)
    confirm()
    services = services_of(province.dong_helper, province.season)
    assert (len(services), total_hours(services)) == (1, Decimal("4.5"))


@pytest.fixture
def certificate(province: Province, record: Record, confirm: Confirm) -> Certificate:
    record()
    confirm()
    let_pass()
    register_for_certificates(province.dong_helper)
    return issue_certificate(
        helper=province.dong_helper, season=province.season, actor=province.shen
    )


def test_a_certificate_is_issued_once_and_the_artisan_notified(
    province: Province, certificate: Certificate
) -> None:
    again = issue_certificate(
        helper=province.dong_helper, season=province.season, actor=province.fang
    )
    assert again == certificate
    assert "志愿服务证书" in told(province.dong)[0]
    assert certificate.number == f"浙2026志{certificate.pk:04d}"


def test_the_certificate_shows_name_hours_and_address(certificate: Certificate) -> None:
    (page,) = PdfReader(BytesIO(render_certificate(certificate))).pages
    text = page.extract_text().replace("\n", "")
    for said in (
        "志愿服务证书",
        "董师傅",
        "服务1次",
        "共4小时",
        "志愿者编号330500000001",
        "公示满7天",
        "负责人：沈建国",
        "经办人：沈建国",
        "联系电话：12351",
        "（盖章）",
        "湖州市总工会",
        certificate.number,
    ):
        assert said in text.replace(" ", "")


def test_a_certificate_and_an_agreement_are_made_with_any_character(
    province: Province, certificate: Certificate, engagement: Engagement
) -> None:
    Activity.objects.update(title=UNUSUAL[:40])
    helper = certificate.helper
    helper.name, helper.workplace = "李𢛳", "莫干\ue000\ufffe精工"
    helper.save()
    engagement.need.title = UNUSUAL[:40]
    engagement.need.save()

    paper = render_certificate(Certificate.objects.get())
    said = text_of(paper).replace("\n", "").replace(" ", "")
    assert boxes_in(paper) == 0
    assert "李𢛳（莫干〓精工，志愿者编号330500000001）" in said
    assert "“莫干〓精工”中〓为U+E000" in said
    assert "₀₁₂₃₄₅₆₇₈₉" in words_of(agreement_of(engagement, engagement.helper.answerer))


def test_a_corrected_record_changes_the_certificate(
    province: Province, client: Client, certificate: Certificate
) -> None:
    party = {"helpers": [province.dong_helper], "companions": []}
    written = ServiceRecord.objects.get()
    correct_record(
        written=written, actor=province.dong, party=party, **{**DONE, "hours": Decimal(6)}
    )
    assert "0次" in client.get(f"/certificates/{certificate.token}/").content.decode()
    let_pass()  # what was corrected is made known anew
    assert "6小时" in client.get(f"/certificates/{certificate.token}/").content.decode()
    withdraw_record(written=written, actor=province.xu, reason="写错了")
    assert "0次" in client.get(f"/certificates/{certificate.token}/").content.decode()


def test_an_unknown_token_answers_404(client: Client, db: None) -> None:
    answer = client.get("/certificates/made-up/")
    assert answer.status_code == 404
    assert "没有这张证书" in answer.content.decode()


def test_the_verification_shows_the_surname_only(client: Client, certificate: Certificate) -> None:
    certificate.helper.name = "董金发"
    certificate.helper.save()
    page = client.get(f"/certificates/{certificate.token}/").content.decode()
    assert "董师傅" in page
    assert "金发" not in page
