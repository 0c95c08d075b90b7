"""Tables of the season itself, of needs, and of engagements."""

from hongmajia.core.masking import mask_phone
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.events.models import Criterion
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.naming import name_for
from hongmajia.supervision.models import Supervision
from hongmajia.unions.models import Enterprise, SeasonStage, Target

from ..columns import Table, columns_of, person, read_by, said

CLOCK = {
    "held_since": "只管这一步从几时起",
    "due_at": "时限，过了就没有用",
    "reminded_at": "催办",
    "counted_from": "时限怎么算的",
    "counted_days": "时限怎么算的",
    "counted_stage": "时限怎么算的",
}
SECRET = "凭它不用登录就能办事"

STAGES = Table(
    "stages", "阶段", SeasonStage, "season",
    columns_of(SeasonStage, stage="阶段", starts="开始", ends="结束"),
    left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
CRITERIA = Table(
    "criteria", "活动评估标准", Criterion, "season",
    columns_of(Criterion, name="看什么", most="满分"),
    left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
TARGETS = Table(
    "targets", "目标", Target, "season",
    (
        said("union", "工会", lambda row: row.union.name, source="union"),
        *columns_of(Target, indicator="指标", amount="目标"),
    ),
    related=("union",), left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
ENTERPRISES = Table(
    "enterprises", "提过需求的企业", Enterprise, "needs__season",
    (
        *columns_of(
            Enterprise, id="编号", name="企业名称", credit_code="统一社会信用代码",
            section="行业门类", division="行业大类", scale="规模", employees="职工人数",
            is_specialised="专精特新", region="地区代码（GB/T 2260）", address="地址",
        ),
        said("key_industry", "重点产业", lambda row: str(row.key_industry or ""),
             source="key_industry"),
        said("union", "工会", lambda row: row.union.name, source="union"),
    ),
    related=("union", "key_industry"), distinct=True,
    left_out={
        "name_key": "找名称用的", "contacts": "联系人的账号",
        "merged_into": "并入别家的，需求都在那一家名下",
    },
)  # fmt: skip
HELPERS = Table(
    "helpers", "对接过的师傅和团队", Helper, "engagements__need__season",
    (
        *columns_of(
            Helper, id="编号", kind="个人或团队", trade="工种、专业", workplace="单位",
            region="地区代码（GB/T 2260）", place_text="外省的地方",
        ),
        read_by("name", "姓名或队名", lambda row, r: name_for(r, row, row.union), source="name"),
        said("union", "工会", lambda row: row.union.name, source="union"),
    ),
    related=("union", "artisan"), distinct=True,
    left_out={
        "name_key": "找名称用的", "specialities": "名录的内容，不属于这一年",
        "bio": "名录的内容，不属于这一年", "weekly_capacity": "名录的内容，不属于这一年",
        "paused_until": "名录的内容，不属于这一年", "radius_km": "名录的内容，不属于这一年",
        "weekdays": "名录的内容，不属于这一年", "online_ok": "名录的内容，不属于这一年",
        "is_active": "名录的内容，不属于这一年", "merged_into": "名录的内容，不属于这一年",
    },
)  # fmt: skip
NEEDS = Table(
    "needs", "需求", Need, "season",
    (
        *columns_of(Need, id="编号，别的表用它"),
        said("number", "对外的编号", lambda row: row.number),
        *columns_of(
            Need, state="办到哪一步", channel="从哪里来", title="标题", text="遇到了什么问题",
            equipment="设备、材料", conditions="工况、条件", tried="试过什么办法",
            goal="做到什么样算解决", times="方便的时间", mode="方式", urgency="急不急",
            wanted_by="希望几时前解决", helpers_wanted="要几位师傅", needs_doctor="要医师",
            industry="行业",
            category="问题类别", visibility="谁看得见", enterprise="企业，见enterprises",
            enterprise_name="企业名称（没有登记的）",
            credit_code="统一社会信用代码（没有登记的）", region="地区代码（GB/T 2260）",
            contact_name="联系人",
        ),
        said("dangers", "现场的危险作业", lambda row: "、".join(row.danger_labels),
             source="dangers"),
        said("contact_phone", "手机号，中间几位隐去",
             lambda row: mask_phone(row.contact_phone), source="contact_phone"),
        said("union", "现在在谁手里", lambda row: row.union.name, source="union"),
        said("home_union", "在哪个工会提出", lambda row: row.home_union.name, source="home_union"),
        *columns_of(
            Need, submitted_at="提出时间", told_on="电话里说的日子",
            listed_at="列入清单时间", is_part_solved="部分解决",
            bid_until="揭榜截止", merged_into="并到哪一件",
        ),
        said("asked_year", "哪一年提出，今年接着办的",
             lambda row: row.asked_in and row.asked_in.year, source="asked_in", type="integer"),
    ),
    related=("season", "asked_in", "union", "home_union"),
    left_out={
        **CLOCK, "season": "只有这一年", "asked_prefix": "在对外的编号里",
        "tracking_code": SECRET, "asker": "提出人的账号",
        "suggested_category": "系统的建议", "category_chances": "系统的建议",
        "shown_to": "给谁看过", "is_public": "由别的几列算出", "originals": "隐去的原文",
    },
)  # fmt: skip
ELSEWHERE = "见接着办的那一年的包"
CARRIED_NEEDS = Table(
    "carried_needs", "转到以后的年度接着办的需求", Need, "asked_in",
    (
        *columns_of(Need, id="编号"),
        said("number", "对外的编号", lambda row: row.number, source="asked_prefix"),
        *columns_of(Need, title="标题", submitted_at="提出时间"),
        said("year", "在哪一年接着办", lambda row: row.season.year, source="season",
             type="integer"),
        said("home_union", "在哪个工会提出", lambda row: row.home_union.name, source="home_union"),
    ),
    related=("season", "home_union"),
    left_out={
        "asked_in": "只有这一年", "originals": "隐去的原文",
        **{
            field.name: ELSEWHERE
            for field in (*Need._meta.concrete_fields, *Need._meta.many_to_many)
            if field.name not in (
                "id", "asked_prefix", "title", "submitted_at", "season", "home_union", "asked_in",
            )
        },
    },
)  # fmt: skip
ENGAGEMENTS = Table(
    "engagements", "对接", Engagement, "need__season",
    (
        *columns_of(
            Engagement, id="编号，别的表用它", need="需求，见needs", helper="师傅，见helpers",
            origin="怎么对上的", state="办到哪一步", slot="第几位师傅",
        ),
        read_by("helper_name", "师傅或团队", lambda row, reader: helper_name(reader, row)),
        person("opened_by", "谁发起"),
        *columns_of(
            Engagement, opened_at="发起时间", message="附言", score="匹配分",
            contacted_at="首次联系时间", offer="点的哪一项服务",
        ),
    ),
    related=("need__union", "helper__union", "helper__artisan", "opened_by"),
    left_out={**CLOCK, "reasons": "系统推荐的理由"},
)  # fmt: skip
SUPERVISIONS = Table(
    "supervisions", "督办", Supervision, "need__season",
    (
        *columns_of(Supervision, id="编号", need="需求，见needs", state="办到哪一步"),
        said("union", "督办的工会", lambda row: row.union.name, source="union"),
        said("to_union", "承办的工会", lambda row: row.to_union.name, source="to_union"),
        person("ordered_by", "谁督办"), person("answered_by", "谁答复"),
        *columns_of(
            Supervision, demand="要求", need_state="督办时需求办到哪一步",
            need_due_at="督办时需求的时限", ordered_at="督办时间", is_extended="延期过",
            answer="答复", promised_on="答应哪天办好", answered_at="答复时间",
        ),
    ),
    related=("union", "to_union", "ordered_by", "answered_by"), left_out=CLOCK,
)  # fmt: skip
