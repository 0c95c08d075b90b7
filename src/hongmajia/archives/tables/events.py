"""Tables of what surrounds an activity: units, agenda, ceremonies, heads, questions, feedback."""

from hongmajia.events.models import (
    AgendaItem,
    Ceremony,
    Evaluation,
    Feedback,
    Flag,
    Guest,
    Headcount,
    Invited,
    Mark,
    Part,
    Question,
    Seal,
    Stop,
)
from hongmajia.people.naming import name_for

from ..columns import Table, columns_of, read_by, said

ACTIVITY = "活动，见activities"
UNUSED = {"id": "没有别的表引用"}

EVENT_UNITS = Table(
    "event_units", "办会单位", Part, "activity__season",
    columns_of(
        Part, activity=ACTIVITY, role="角色", name="单位", union="工会的编号",
        enterprise="企业的编号",
    ),
    left_out={**UNUSED, "originals": "隐去的原文"},
)  # fmt: skip
EVENT_GUESTS = Table(
    "event_guests", "嘉宾和讲话的人", Guest, "activity__season",
    (
        *columns_of(Guest, id="编号，别的表用它", activity=ACTIVITY),
        said("name", "姓名，写明本人同意公开的才有",
             lambda row: row.name if row.consent_note else "", source="name"),
        *columns_of(Guest, post="职务", consent_note="本人同意存在哪里"),
    ),
)  # fmt: skip
EVENT_AGENDA = Table(
    "event_agenda", "议程", AgendaItem, "activity__season",
    columns_of(
        AgendaItem, id="编号，别的表用它", activity=ACTIVITY, at="几点", kind="做什么",
        title="题目", note="说明", speaker="谁来讲，见event_guests",
    ),
    left_out={"originals": "隐去的原文"},
)  # fmt: skip
EVENT_STOPS = Table(
    "event_stops", "会后去的企业", Stop, "activity__season",
    (
        *columns_of(Stop, activity=ACTIVITY, enterprise="企业的编号"),
        said("name", "企业名称", lambda row: row.enterprise.name),
        *columns_of(
            Stop, at="几点", note="看什么", is_named="企业同意公开名字",
            visit="那次走访，见activities",
        ),
    ),
    related=("enterprise",), left_out={**UNUSED, "originals": "隐去的原文"},
)  # fmt: skip
EVENT_INVITED = Table(
    "event_invited", "邀请过的企业", Invited, "activity__season",
    (
        *columns_of(Invited, activity=ACTIVITY, enterprise="企业的编号"),
        said("name", "企业名称", lambda row: row.enterprise.name),
        *columns_of(Invited, people="通知了几位联系人", at="邀请时间"),
    ),
    related=("enterprise",), left_out=UNUSED,
)  # fmt: skip
CEREMONIES = Table(
    "ceremonies", "仪式", Ceremony, "activity__season",
    columns_of(
        Ceremony, id="编号，别的表用它", activity=ACTIVITY, on="哪一天", recorded_at="记下的时间"
    ),
    left_out={"photo": "见photographs"},
)  # fmt: skip
FLAGS = Table(
    "flags", "授旗", Flag, "activity__season",
    (
        *columns_of(Flag, activity=ACTIVITY, ceremony="仪式，见ceremonies；空的，没有授"),
        said("name", "队名", lambda row: row.team.name, source="team"),
        *columns_of(Flag, group_name="小组"),
    ),
    related=("team",),
    left_out={
        **UNUSED, "group": "见group_name", "is_made": "做旗的进度",
        "before_on": "撤回用的", "before_by": "撤回用的",
    },
)  # fmt: skip
SEALS = Table(
    "seals", "仪式上的师徒结对", Seal, "activity__season",
    (
        *columns_of(Seal, activity=ACTIVITY, ceremony="仪式，见ceremonies；空的，没有结"),
        read_by("master", "师傅", lambda row, reader: name_for(
            reader, row.apprenticeship.master, row.apprenticeship.union)),
        said("apprentice_name", "徒弟", lambda row: row.apprenticeship.apprentice_name,
             source="apprenticeship"),
        said("workplace", "徒弟单位", lambda row: row.apprenticeship.workplace),
        said("skill", "学什么", lambda row: row.apprenticeship.skill),
        *columns_of(Seal, has_signed="在仪式上签了协议"),
    ),
    related=("apprenticeship__master__artisan", "apprenticeship__union"), left_out=UNUSED,
)  # fmt: skip
HEADCOUNTS = Table(
    "headcounts", "没有扫码的人数", Headcount, "activity__season",
    columns_of(Headcount, activity=ACTIVITY, group="哪一类人", heads="几个人"),
    left_out=UNUSED,
)  # fmt: skip
QUESTIONS = Table(
    "event_questions", "现场的问题和回答", Question, "activity__season",
    columns_of(
        Question, activity=ACTIVITY, text="问题", asked_by="谁问的", answer="怎么答的",
        answered_by="哪位师傅答的，编号", answerer="谁答的", noted_at="记下的时间",
    ),
    left_out={**UNUSED, "originals": "隐去的原文"},
)  # fmt: skip
FEEDBACK = Table(
    "event_feedback", "到场的人怎么说，不记名", Feedback, "activity__season",
    columns_of(
        Feedback, activity=ACTIVITY, useful="对工作有没有用", words="一句话", said_at="时间"
    ),
    left_out={
        **UNUSED, "helped": "哪一段最有用，只用来改进议程", "need": "对上了就知道是谁说的",
    },
)  # fmt: skip
EVALUATIONS = Table(
    "evaluations", "上级对活动的评估", Evaluation, "activity__season",
    (
        *columns_of(Evaluation, id="编号，别的表用它", activity=ACTIVITY),
        said("union", "哪个工会评的", lambda row: row.union.name, source="union"),
        *columns_of(Evaluation, words="评语", at="评估时间"),
    ),
    related=("union",),
)  # fmt: skip
MARKS = Table(
    "evaluation_marks", "评估的各项得分", Mark, "evaluation__activity__season",
    (
        *columns_of(Mark, evaluation="评估，见evaluations"),
        said("criterion", "看什么", lambda row: row.criterion.name, source="criterion"),
        *columns_of(Mark, marks="得分"),
        said("most", "满分", lambda row: row.criterion.most, type="integer"),
    ),
    related=("criterion",), left_out=UNUSED,
)  # fmt: skip

EVENT_TABLES: tuple[Table, ...] = (
    EVENT_UNITS, EVENT_GUESTS, EVENT_AGENDA, EVENT_STOPS, EVENT_INVITED, CEREMONIES, FLAGS, SEALS,
    HEADCOUNTS, QUESTIONS, FEEDBACK, EVALUATIONS, MARKS,
)  # fmt: skip
"""In the order in which they are described."""
