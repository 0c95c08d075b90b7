"""Examples of the page that explains the interface; tests run each of them.

Words in braces stand for keys. The test fills them in, the page shows numbers.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

KEYS = {
    "need": 418, "listed": 420, "helper": 57, "offer": 12, "invited": 903, "asked": 904,
    "agreed": 905, "past_visit": 77, "open_activity": 81,
    "union": 9, "campaign": 5, "enterprise": 31,
}  # fmt: skip
"""What the page shows for the words in braces."""
WORD = re.compile(r"\{(\w+)\}")
CONTACT = {"contact_name": "沈女士", "contact_phone": "13812341234"}


@dataclass(frozen=True)
class Example:
    """A request to the operation ``of`` and the status of its answer.

    Values of ``body`` such as ``"{need}"`` are keys, whole.
    """

    of: str
    path: str
    status: int = 200
    body: dict[str, Any] | None = None
    key: str = ""
    """The Idempotency-Key."""
    language: str = ""
    query: dict[str, str] = field(default_factory=dict)

    def filled(self, keys: dict[str, int]) -> tuple[str, Any]:
        """Path and body with ``keys`` for the words in braces."""
        path = WORD.sub(lambda word: str(keys[word[1]]), self.path)
        return path, None if self.body is None else _filled(self.body, keys)

    @property
    def as_curl(self) -> str:
        """The request as a command line."""
        path, body = self.filled(KEYS)
        if self.query:
            path += "?" + "&".join(f"{name}={value}" for name, value in self.query.items())
        parts = [f'curl "$SITE/api{path}"', '-H "Authorization: Bearer $TOKEN"']
        if self.language:
            parts.append(f'-H "Accept-Language: {self.language}"')
        if (self.body is None and self.status != 200) or self.of in BODILESS:
            parts.append("-X POST")
        if self.key:
            parts.append(f'-H "Idempotency-Key: {self.key}"')
        if body is not None:
            text = json.dumps(body, ensure_ascii=False, indent=2)
            parts += ['-H "Content-Type: application/json"', f"-d '{text}'"]
        return " \\\n  ".join(parts)


BODILESS = {"accept_one", "need_contact", "helper_contact", "engagement_contact"}
"""Operations that are sent without a body."""


def _filled(value: Any, keys: dict[str, int]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(one, keys) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, keys) for one in value]
    word = WORD.fullmatch(value) if isinstance(value, str) else None
    return keys[word[1]] if word else value


NEED = {
    "external_id": "A-2026-0093",
    "text": "焊不锈钢罐体时变形厉害，校平很费时间，请师傅来看看。",
    "region": "330521",
    "enterprise_name": "德清某机械厂",
    **CONTACT,
}
APPOINTMENT = {
    "external_id": "V-17",
    "starts_at": "2026-06-03T09:00:00+08:00",
    "ends_at": "2026-06-03T12:00:00+08:00",
    "place": "二号车间",
}
"""The test puts days to come in the place of these."""
RECORD = {
    "external_id": "R-17",
    "done": "换成分段退焊，加反变形工装，带着焊了三件。",
    "result": "solved",
    "visitors": 6,
    "learners": 4,
    "measure": "平面度",
    "before": "6",
    "after": "1.5",
    "unit": "mm",
    "hours": 3,
    "suggestions": [{"text": "夹具加两道筋", "adoption": "adopted"}],
    "trainings": [{"topic": "分段退焊", "people": 4}],
}
CAMPAIGN = {
    "union": "{union}",
    "name": "百名技术能手进千家企业",
    "starts": "2026-05-01",
    "ends": "2026-12-31",
    "text": "每月到企业会诊，当场解决的当场记。",
    "targets": {"masters": 100, "enterprises": 1000},
}

EXAMPLES = (
    Example("list_needs", "/needs", query={"state": "listed", "limit": "20"}),
    Example(
        "list_needs",
        "/needs",
        query={"updated_since": "2026-05-18T08:00:00%2B08:00"},
        language="en",
    ),
    Example("need_contact", "/needs/{need}/contact"),
    Example("helper_contact", "/helpers/{helper}/contact"),
    Example(
        "add_licence",
        "/helpers/{helper}/licences",
        status=201,
        body={"kind": "welding", "number": "T330500000000000000", "valid_until": "2029-06-30"},
    ),
    Example(
        "add_insurance",
        "/helpers/{helper}/insurances",
        status=201,
        body={
            "number": "PA330500-0001",
            "insurer": "某某财产保险公司",
            "valid_from": "2026-01-01",
            "valid_until": "2026-12-31",
        },
    ),
    Example(
        "pair_with_firm",
        "/helpers/{helper}/firms",
        status=201,
        body={"enterprise": "{enterprise}", "aim": "焊接工艺，每月去一次", "since": "2026-03-01"},
    ),
    Example("engagement_contact", "/engagements/{agreed}/contact"),
    Example("shortlist", "/needs/{listed}/shortlist", query={"limit": "3"}),
    Example("get_figures", "/figures"),
    Example("ask", "/needs", 201, NEED, key="need-A-2026-0093"),
    Example(
        "order",
        "/engagements/order",
        201,
        {**NEED, "offer": "{offer}", "external_id": "O-5"},
        key="order-O-5",
    ),
    Example(
        "claim",
        "/engagements/claim",
        201,
        {"need": "{listed}", "helper": "{helper}"},
        key="claim-420-57",
    ),
    Example("accept_one", "/engagements/{invited}/accept", key="accept-903"),
    Example(
        "decline_one",
        "/engagements/{asked}/decline",
        body={"reason": "那几天出差"},
        key="decline-904",
    ),
    Example("appoint", "/engagements/{agreed}/appointment", 201, APPOINTMENT, key="visit-17"),
    Example("write_record", "/activities/{past_visit}/record", 201, RECORD, key="record-17"),
    Example(
        "sign_up_one",
        "/activities/{open_activity}/sign-ups",
        201,
        {"external_id": "S-3", "name": "王强", "phone": "13700000011", "workplace": "德清某机械厂"},
        key="sign-up-3",
    ),
    Example(
        "count_by_hand",
        "/activities/{past_visit}/heads",
        body={"heads": {"leader": 8, "school": 36}},
        key="heads-17",
    ),
    Example(
        "note_one",
        "/activities/{past_visit}/questions",
        201,
        {"text": "如何减少不锈钢的焊接变形？", "answer": "对称、分段退焊，预留反变形。"},
        key="question-17",
    ),
    Example("start_one", "/campaigns", 201, CAMPAIGN, key="campaign-1"),
    Example(
        "add_one",
        "/campaigns/{campaign}/records",
        body={"kind": "activities", "record": "{open_activity}"},
        key="campaign-5-81",
    ),
)

TITLES = {
    "list_regions": _("地区"),
    "list_unions": _("工会"),
    "get_union": _("一个工会"),
    "list_enterprises": _("企业"),
    "get_enterprise": _("一家企业"),
    "list_helpers": _("劳模工匠和服务队"),
    "get_helper": _("一位师傅或一支队"),
    "helper_contact": _("师傅的姓名和手机号"),
    "list_licences": _("师傅的证书"),
    "add_licence": _("登记或更换证书"),
    "list_insurances": _("师傅的志愿者保险"),
    "add_insurance": _("登记志愿者保险"),
    "list_firms": _("师傅长期结对的企业"),
    "pair_with_firm": _("和企业长期结对"),
    "list_apprentices": _("师傅带的徒弟"),
    "list_offers": _("技术服务清单"),
    "get_offer": _("一项服务"),
    "list_needs": _("需求"),
    "get_need": _("一件需求"),
    "need_contact": _("提出人的姓名和手机号"),
    "ask": _("提需求"),
    "shortlist": _("可以请谁"),
    "list_engagements": _("对接单"),
    "get_engagement": _("一张对接单"),
    "engagement_contact": _("对方的姓名和手机号"),
    "claim": _("认领"),
    "order": _("点单"),
    "accept_one": _("接受邀请"),
    "decline_one": _("婉拒邀请"),
    "appoint": _("约时间"),
    "list_activities": _("服务活动"),
    "get_activity": _("一次活动"),
    "get_event": _("活动的议程、人数、问答"),
    "count_by_hand": _("写下人数"),
    "note_one": _("记一个问题"),
    "list_classes": _("培训班"),
    "get_class": _("一个培训班"),
    "list_meetings": _("交流会"),
    "get_meeting": _("一场交流会"),
    "write_record": _("写服务记录"),
    "sign_up_one": _("报名"),
    "list_records": _("服务记录"),
    "get_record": _("一份服务记录"),
    "list_suggestions": _("合理化建议"),
    "get_suggestion": _("一条建议"),
    "list_confirmations": _("企业确认"),
    "get_confirmation": _("一次确认"),
    "list_cases": _("优秀案例"),
    "get_case": _("一个案例"),
    "list_kinds": _("一类问题"),
    "get_kind": _("一类问题和标准答案"),
    "list_news": _("动态"),
    "get_news": _("一条动态"),
    "list_campaigns": _("专项行动"),
    "get_campaign": _("一个专项行动"),
    "campaign_figures": _("专项行动的数据"),
    "start_one": _("设立专项行动"),
    "add_one": _("把记录加入专项行动"),
    "get_figures": _("数据"),
}
"""Each operation in words."""
