"""The named users of all tests, and the small province they live in.

    全国 – 浙江省总工会 ─┬─ 湖州市总工会 ── 德清县总工会 ── 莫干精工工会
                        ├─ 金华市总工会 ── 婺城区总工会
                        ├─ 浙能集团工会   (集团)
                        └─ 浙江省机械产业工会 (产业)

* **Fang** provincial cadre · **Shen** city cadre in Huzhou · **Xu** county cadre in Deqing
* **Wu** county cadre in Wucheng: the neighbour who must not see Huzhou
* **Lu** liaison of the enterprise's union · **Lin** leader of Huzhou (reads only)
* **Ms Shen** (``contact``) of the enterprise · **Dong** artisan in Huzhou, a welder
* **Zhou** leader of the Wucheng team, also an artisan · **Ren** reviewer of the province
* **Stranger** signed in with no role at all; the anonymous visitor is the client without a user
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need, need_search
from hongmajia.offers.models import Offer, offer_search
from hongmajia.people.enums import HelperKind, SkillGrade, TeamRole
from hongmajia.people.models import Artisan, Helper, Team, TeamMembership
from hongmajia.services.bookings import SecondWord
from hongmajia.unions.actions import serve_province
from hongmajia.unions.enums import Role, Section, Stage, UnionKind
from hongmajia.unions.models import (
    Enterprise,
    Membership,
    Season,
    SeasonStage,
    Union,
    User,
)
from hongmajia.unions.validators import credit_code_check

AT_ANY_TIME = SecondWord(free_day=True, doubled="分两组去")
"""For tests whose days are counted from today, which may be a Sunday or taken."""


def credit_code(number: int) -> str:
    """A valid 统一社会信用代码 for a company in Deqing."""
    first = f"91330521MA{number:07d}"
    return first + credit_code_check(first)


@dataclass
class Province:
    """The users and objects that tests use by name. Made by the ``province`` fixture."""

    national: Union
    province: Union
    huzhou: Union
    deqing: Union
    mogan_union: Union
    jinhua: Union
    wucheng: Union
    group: Union
    industry: Union
    season: Season
    mogan: Enterprise
    fang: User
    shen: User
    xu: User
    wu: User
    lu: User
    lin: User
    contact: User
    dong: User
    zhou: User
    ren: User
    stranger: User
    dong_helper: Helper
    zhou_helper: Helper
    team: Helper

    @property
    def actors(self) -> dict[str, User | None]:
        """Name → user, with the anonymous visitor; for tables of rights."""
        names = ("fang", "shen", "xu", "wu", "lu", "lin", "contact", "dong", "zhou", "ren")
        return {**{n: getattr(self, n) for n in names}, "stranger": self.stranger, "nobody": None}


def user(username: str, name: str, **fields: object) -> User:
    made = User(username=username, name=name, email=f"{username}@example.org", **fields)
    made.set_unusable_password()
    made.save()
    return made


def grant(person: User, union: Union, role: Role) -> User:
    Membership.objects.create(user=person, union=union, role=role)
    return person


def artisan(
    name: str, trade: str, union: Union, adcode: str, account: User | None = None, **fields: object
) -> Helper:
    helper = Helper.objects.create(
        kind=HelperKind.ARTISAN, name=name, union=union, region_id=adcode, trade=trade, **fields
    )
    Artisan.objects.create(helper=helper, user=account, skill_grade=SkillGrade.SENIOR_TECHNICIAN)
    return helper


def open_season(union: Union, today: date | None = None) -> Season:
    """A season in its service stage: collecting and matching have begun, reviewing has not."""
    today = today or timezone.localdate()
    season = Season.objects.create(
        name="2026年劳模工匠志愿服务月", year=2026, union=union, number_prefix="浙2026"
    )
    begin = today - timedelta(days=75)
    lengths = {
        Stage.COLLECT: 31,
        Stage.MATCH: 30,
        Stage.SERVE: 31,
        Stage.REVIEW: 30,
        Stage.PROMOTE: 31,
    }
    for stage, days in lengths.items():
        end = begin + timedelta(days=days - 1)
        SeasonStage.objects.create(season=season, stage=stage, starts=begin, ends=end)
        begin = end + timedelta(days=1)
    return season


def make_need(province: Province, state: NeedState = NeedState.LISTED, **fields: object) -> Need:
    """A need of 莫干精工 that suits 董师傅, held by Deqing, in the given state."""
    values: dict[str, object] = {
        "season": province.season,
        "state": state,
        "title": "不锈钢焊接变形怎么减少",
        "text": "如何减少或避免不锈钢的焊接变形？焊罐体时变形厉害，校平很费时间。",
        "industry": "专用设备制造业",
        "category": 1,
        "enterprise": province.mogan,
        "region": province.mogan.region,
        "contact_name": "沈女士",
        "contact_phone": "13812341234",
        "asker": province.contact,
        "union": province.deqing,
        "home_union": province.deqing,
        "listed_at": None if state in ("draft", "submitted", "returned") else timezone.now(),
    }
    need = Need.objects.create(**{**values, **fields})
    need_search.put([(need.pk, need.search_text)])
    return need


def make_offer(helper: Helper, **fields: object) -> Offer:
    values: dict[str, object] = {
        "helper": helper,
        "kind": "technique",
        "title": "不锈钢焊接变形控制与现场辅导",
        "text": "看图纸、看工装、带着焊几件，半天到一天。",
    }
    offer = Offer.objects.create(**{**values, **fields})
    offer_search.put([(offer.pk, f"{offer.title}\n{offer.text}")])
    return offer


def below(parent: Union, name: str, kind: UnionKind, region_id: str | None = None) -> Union:
    values = {"name": name, "kind": kind, "region_id": region_id}
    return Union.objects.add_child(parent, values)


def build_province() -> Province:
    """Make the small province in an empty database (the migrations bring the regions)."""
    national = Union.objects.add_root({"name": "全国总工会", "kind": UnionKind.NATIONAL})
    province = below(national, "浙江省总工会", UnionKind.PROVINCE)
    serve_province(province)
    huzhou = below(province, "湖州市总工会", kind=UnionKind.CITY, region_id="330500")
    deqing = below(huzhou, "德清县总工会", UnionKind.COUNTY, region_id="330521")
    mogan_union = below(deqing, "莫干精工工会", UnionKind.ENTERPRISE, region_id="330521")
    jinhua = below(province, "金华市总工会", kind=UnionKind.CITY, region_id="330700")
    wucheng = below(jinhua, "婺城区总工会", UnionKind.COUNTY, region_id="330702")
    group = below(province, "浙能集团工会", kind=UnionKind.GROUP)
    industry = below(province, "浙江省机械产业工会", kind=UnionKind.INDUSTRY)
    unions = [national, province, huzhou, deqing, mogan_union, jinhua, wucheng, group, industry]
    national, province, huzhou, deqing, mogan_union, jinhua, wucheng, group, industry = (
        Union.objects.get(pk=union.pk) for union in unions
    )

    dong = user("dong", "董师傅", phone="13900000001")
    zhou = user("zhou", "周师傅", phone="13900000002")
    dong_helper = artisan(
        "董师傅",
        "焊工",
        huzhou,
        "330502",
        dong,
        specialities=["不锈钢焊接", "焊接变形控制"],
        bio="老焊工，擅长不锈钢焊接变形控制。",
        weekly_capacity=3,
        radius_km=60,
    )
    zhou_helper = artisan(
        "周师傅",
        "设备维修",
        wucheng,
        "330702",
        zhou,
        specialities=["设备故障诊断", "备件功能结构分析"],
        bio="擅长生产线设备诊断、备件改造。",
        weekly_capacity=3,
        radius_km=100,
    )
    team = Helper.objects.create(
        kind=HelperKind.TEAM,
        name="婺城劳模工匠技术服务队",
        union=wucheng,
        region_id="330702",
        trade="综合",
        specialities=["技术攻关", "技术培训"],
        weekly_capacity=6,
    )
    led = Team.objects.create(helper=team, leader=zhou_helper.artisan)
    TeamMembership.objects.create(team=led, artisan=zhou_helper.artisan, role=TeamRole.LEADER)

    contact = user("contact", "沈女士", phone="13812341234")
    mogan = Enterprise.objects.create(
        name="德清县莫干精工机械有限公司",
        credit_code=credit_code(1),
        section=Section.C,
        division="35",
        region_id="330521",
        union=mogan_union,
        employees=86,
        is_specialised=True,
    )
    mogan.contacts.add(contact)

    return Province(
        national=national,
        province=province,
        huzhou=huzhou,
        deqing=deqing,
        mogan_union=mogan_union,
        jinhua=jinhua,
        wucheng=wucheng,
        group=group,
        industry=industry,
        season=open_season(province),
        mogan=mogan,
        fang=grant(user("fang", "方建民"), province, Role.CADRE),
        shen=grant(user("shen", "沈建国"), huzhou, Role.CADRE),
        xu=grant(user("xu", "徐芳"), deqing, Role.CADRE),
        wu=grant(user("wu", "吴敏"), wucheng, Role.CADRE),
        lu=grant(user("lu", "陆敏"), mogan_union, Role.LIAISON),
        lin=grant(user("lin", "林立"), huzhou, Role.LEADER),
        contact=contact,
        dong=dong,
        zhou=zhou,
        ren=grant(user("ren", "任评审"), province, Role.REVIEWER),
        stranger=user("stranger", "路人"),
        dong_helper=dong_helper,
        zhou_helper=zhou_helper,
        team=team,
    )
