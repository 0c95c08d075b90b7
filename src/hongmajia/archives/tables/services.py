"""Tables of activities, records and what enterprises confirmed."""

from hongmajia.people.naming import name_for
from hongmajia.services.models import (
    Activity,
    Attendance,
    CallBack,
    Certificate,
    Confirmation,
    Milestone,
    Objection,
    SafetyMeasures,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)

from ..columns import Table, columns_of, person, read_by, said
from .needs import CLOCK, SECRET

SERVED = Activity.engagements.through
VISITED = Activity.enterprises.through

ACTIVITIES = Table(
    "activities", "服务活动", Activity, "season",
    (
        *columns_of(
            Activity, id="编号，别的表用它", state="办到哪一步", title="名称", kind="类别",
            form="形式", mode="方式", starts_at="开始", ends_at="结束",
            region="地区代码（GB/T 2260）", place="地点", theme="主题",
            venue_kind="什么样的地方", host="东道企业的编号", text="内容", is_open="公开报名",
            places="名额", sign_up_until="报名截止", opened_at="安排时间",
        ),
        said("union", "主办工会", lambda row: row.union.name, source="union"),
        person("opened_by", "谁安排"),
    ),
    related=("union", "opened_by"),
    left_out={
        **CLOCK, "season": "只有这一年", "meeting_link": SECRET, "code": SECRET,
        "engagements": "见served", "enterprises": "见visited", "originals": "隐去的原文",
    },
)  # fmt: skip
SERVED_NEEDS = Table(
    "served", "活动为哪些对接", SERVED, "activity__season",
    columns_of(SERVED, activity="活动，见activities", engagement="对接，见engagements"),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
VISITED_FIRMS = Table(
    "visited", "活动走访的企业", VISITED, "activity__season",
    (
        *columns_of(VISITED, activity="活动，见activities", enterprise="企业的编号"),
        said("name", "企业名称", lambda row: row.enterprise.name),
    ),
    related=("enterprise",), left_out={"id": "没有别的表引用"},
)  # fmt: skip
ATTENDANCES = Table(
    "attendances", "参加的师傅", Attendance, "activity__season",
    (
        *columns_of(Attendance, activity="活动，见activities", helper="师傅，见helpers"),
        read_by("name", "姓名", lambda row, reader: _attendant(row, reader), source="name"),
    ),
    related=("activity__union", "helper__union", "helper__artisan"),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
SIGN_UPS = Table(
    "sign_ups", "报名", SignUp, "activity__season",
    columns_of(
        SignUp, activity="活动，见activities", enterprise="企业", workplace="单位",
        signed_up_at="报名时间", came_at="签到时间", heads="报了几个人", came_heads="来了几个人",
        group="哪一类人", waits="是否候补",
    ),
    left_out={
        "id": "没有别的表引用", "name": "报名人的个人信息", "phone": "报名人的个人信息",
        "user": "报名人的账号", "feedback": "报名人写给工会的话，可能有个人信息",
        "access_needs": "报名人的个人信息", "thanked_at": "什么时候道过谢",
        "workplace_key": "查找用，从workplace算出",
    },
)  # fmt: skip
RECORDS = Table(
    "records", "服务记录", ServiceRecord, "activity__season",
    (
        *columns_of(
            ServiceRecord, id="编号，别的表用它", activity="活动，见activities",
            visitors="企业来了几个人", learners="其中跟着学的", diagnosis="看出什么毛病",
            done="怎么办的", result="结果", measure="量什么", before="原来", after="现在",
            unit="单位", hours="服务时长（小时）", written_at="写记录的时间",
        ),
        person("written_by", "谁写的"),
    ),
    related=("written_by",), left_out={"originals": "隐去的原文", "known_since": "公示的起点"},
)  # fmt: skip
TRAININGS = Table(
    "trainings", "培训", Training, "record__activity__season",
    columns_of(Training, record="记录，见records", topic="主题", people="人数"),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
SUGGESTIONS = Table(
    "suggestions", "合理化建议", Suggestion, "record__activity__season",
    columns_of(
        Suggestion, record="记录，见records", text="建议", adoption="采纳没有", benefit="效果"
    ),
    left_out={"id": "没有别的表引用", "originals": "隐去的原文"},
)  # fmt: skip
MILESTONES = Table(
    "milestones", "攻关的节点", Milestone, "engagement__need__season",
    columns_of(
        Milestone, engagement="对接，见engagements", title="做到什么", due_on="什么时候",
        done_at="做到的时间", note="做得怎么样",
    ),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
CONFIRMATIONS = Table(
    "confirmations", "企业确认", Confirmation, "engagement__need__season",
    (
        *columns_of(
            Confirmation, id="编号，别的表用它", engagement="对接，见engagements",
            outcome="问题解决了吗", satisfaction="满意吗",
            benefit_wan="一年大约省了多少（万元）", benefit_basis="怎么算的",
            words="想对师傅说", case_consent="同意写成案例",
            way_consent="同意给有同样问题的人看", name="确认人",
            confirmed_at="确认时间", on_behalf="工会代确认", behalf_reason="为什么代为确认",
        ),
        person("confirmed_by", "谁点的确认"),
    ),
    related=("confirmed_by",),
    left_out={"slip": "见photographs", "originals": "隐去的原文"},
)  # fmt: skip
CALL_BACKS = Table(
    "call_backs", "回访", CallBack, "confirmation__engagement__need__season",
    (
        *columns_of(
            CallBack, confirmation="确认，见confirmations", days="确认后几天",
            lasting="还管用吗", note="企业反馈", done_at="回访时间",
        ),
        person("done_by", "谁回访"),
    ),
    related=("done_by",), left_out={"id": "没有别的表引用", **CLOCK},
)  # fmt: skip
CERTIFICATES = Table(
    "certificates", "志愿服务证书", Certificate, "season",
    (
        said("number", "证书编号", lambda row: row.number),
        *columns_of(Certificate, helper="师傅，见helpers", issued_at="发证时间"),
        read_by("name", "姓名", lambda row, r: name_for(r, row.helper, row.union)),
        said("union", "发证工会", lambda row: row.union.name, source="union"),
        person("issued_by", "谁发的"),
    ),
    related=("season", "union", "helper__union", "helper__artisan", "issued_by"),
    left_out={"id": "见证书编号", "season": "只有这一年", "token": SECRET},
)  # fmt: skip
OBJECTIONS = Table(
    "objections", "对服务记录的异议", Objection, "activity__season",
    (
        *columns_of(Objection, activity="活动，见activities", helper="师傅，见helpers"),
        read_by("name", "姓名", lambda row, r: name_for(r, row.helper, row.activity.union)),
        *columns_of(
            Objection, state="结果", reason="哪里不对", made_at="提出时间", answer="答复",
            answered_at="答复时间",
        ),
        person("made_by", "谁提的"), person("answered_by", "谁答复的"),
    ),
    related=(
        "activity__union", "helper__union", "helper__artisan", "made_by", "answered_by",
    ),
    left_out={**CLOCK, "id": "没有别的表引用"},
)  # fmt: skip
MEASURES = Table(
    "safety_measures", "意向书里的安全措施", SafetyMeasures, "engagement__need__season",
    (
        *columns_of(
            SafetyMeasures, engagement="对接，见engagements", text="安全措施", written_at="写定时间"
        ),
        person("written_by", "谁写的"),
    ),
    related=("written_by",), left_out={"id": "没有别的表引用"},
)  # fmt: skip


def _attendant(row: Attendance, reader: object) -> str:
    """The helper as the reader knows them, or the companion's name."""
    return name_for(reader, row.helper, row.activity.union) if row.helper else row.name
