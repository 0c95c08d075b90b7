"""Papers, feeds and sentences carry the sign, the name and the hotline of their province."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from hongmajia.accounts.slips import slips
from hongmajia.cases.models import Booklet
from hongmajia.cases.printing import TEMPLATE as BOOK
from hongmajia.cases.printing import book_of
from hongmajia.core.codes import WRONG_CODES
from hongmajia.needs.slips import code_card, code_slip
from hongmajia.papers import typeset
from hongmajia.publicity.printing import poster
from hongmajia.services.certifying import render_certificate
from hongmajia.services.models import Activity, Certificate
from hongmajia.unions.actions import change_site
from hongmajia.unions.mastheads import masthead_of
from hongmajia.unions.models import Province as ServedProvince
from hongmajia.unions.models import Region, Season, Union, User
from tests.actors import Province, make_need
from tests.signs import red_square

HOTLINE = "0551-62999999"
OURS = "安徽红马甲"


@pytest.fixture
def told(anhui: Union) -> Union:
    """Anhui with a name, a sign and a hotline of its own."""
    change_site(
        actor=None, province=ServedProvince.objects.get(union=anhui), site_name=OURS,
        sign=red_square(), hotline=HOTLINE,
    )  # fmt: skip
    return anhui


def printed(pdf: bytes) -> tuple[str, int]:
    """The words of the first page, and how many pictures it has beside the drawn code."""
    page = PdfReader(BytesIO(pdf)).pages[0]
    return page.extract_text().replace(" ", "").replace("\n", ""), len(page.images)


def a_lecture(province: Province, union: Union) -> Activity:
    now = timezone.now()
    return Activity.objects.create(
        season=province.season, union=union, title="焊接讲座", form="lecture", kind="tackling",
        mode="on_site", starts_at=now, ends_at=now + timedelta(hours=2),
        region=Region.objects.get(name="巢湖市"),
    )  # fmt: skip


def a_certificate(union: Union, helper: object, fang: User) -> Certificate:
    return Certificate.objects.create(
        helper=helper, season=Season.objects.get(union=union), union=union, issued_by=fang
    )  # fmt: skip


def test_papers_have_the_sign_and_the_name(province: Province, told: Union, chaohu: Union) -> None:
    need = make_need(province, union=chaohu, home_union=chaohu, region_id=chaohu.region_id)
    words, pictures = printed(code_slip(need, "/t/"))
    assert (OURS in words, pictures) == (True, 1)
    words, pictures = printed(slips(chaohu, []))
    assert (f"{OURS}账号邀请单" in words, pictures) == (True, 1)
    words, pictures = printed(poster(a_lecture(province, chaohu), "/a/"))
    assert (f"{OURS}·劳模工匠志愿服务" in words, pictures) == (True, 1)
    assert HOTLINE in words
    certificate = a_certificate(told, province.dong_helper, province.fang)
    assert printed(render_certificate(certificate))[1] == 1


def test_papers_of_a_province_without_a_sign_have_none(province: Province, told: Union) -> None:
    words, pictures = printed(code_slip(make_need(province), "/t/"))
    assert ("红马甲" in words, OURS in words, pictures) == (True, False, 0)
    certificate = a_certificate(told, province.dong_helper, province.fang)
    certificate.union = province.huzhou
    assert printed(render_certificate(certificate))[1] == 0


def test_the_picture_of_a_code_shows_the_sign(
    province: Province, told: Union, chaohu: Union
) -> None:
    with_sign = make_need(province, union=chaohu, home_union=chaohu)
    drawn = Image.open(BytesIO(code_card(with_sign, "/t/"))).convert("RGB")
    head = drawn.crop((0, 0, drawn.width // 3, drawn.height // 12))
    assert (255, 255, 255) in {colour for _n, colour in head.getcolors(99999) or []}


def test_the_cover_of_the_book_has_the_sign(province: Province, told: Union) -> None:
    for union, expected in ((told, 1), (province.province, 0)):
        season = Season.objects.filter(union=union)[0]
        booklet = Booklet.objects.create(season=season, union=union)
        book = book_of(booklet, [], {})
        pdf = typeset(BOOK, book, masthead_of(union).pictures, is_tagged=False)
        assert printed(pdf)[1] == expected


def test_a_sign_whose_file_is_gone_stops_no_paper(province: Province, told: Union) -> None:
    sign = ServedProvince.objects.get(union=told).sign
    sign.storage.delete(sign.name)
    assert masthead_of(told).pictures == {}


def test_feeds_and_the_handbook_name_the_province(
    client: Client, province: Province, told: Union
) -> None:
    client.get("/needs/?province=340000")
    assert f"{OURS}：企业问题清单" in client.get("/needs/feed.atom").content.decode()
    assert f"tel:{HOTLINE}" in client.get("/help/asker/").content.decode()
    client.get("/needs/?province=330000")
    assert "<title>红马甲：企业问题清单" in client.get("/needs/feed.atom").content.decode()
    assert "tel:12351" in client.get("/help/asker/").content.decode()


@pytest.mark.usefixtures("told")
def test_sentences_say_the_hotline_of_the_province(client: Client) -> None:
    for _try in range(WRONG_CODES):
        client.get("/certificates/no-such-token/")
    for code, hotline in (("340000", HOTLINE), ("330000", "12351")):
        page = client.get(f"/certificates/no-such-token/?province={code}")
        assert page.status_code == 429
        assert f"或打{hotline}查" in page.content.decode()


@pytest.mark.usefixtures("told")
def test_the_privacy_page_names_the_cookie_and_the_hotline(client: Client) -> None:
    page = client.get("/privacy/?province=340000").content.decode()
    assert "名为province" in page
    assert f"或打{HOTLINE}" in page
