"""Every fact of a need is shown on its page, or its fact set gives the reason why not."""

from datetime import date

from hongmajia.needs.facts import NEED_FACTS
from tests.actors import Province, make_need
from tests.needs.conftest import As

FACTS = {
    "title": "罐体焊后变形",
    "text": "焊完要校平两小时。",
    "equipment": "304不锈钢，板厚3mm",
    "conditions": "手工焊，车间没有恒温",
    "tried": "减小电流，分段焊",
    "goal": "平面度2mm以内",
    "times": "周一至周五白天",
    "mode": "on_site",
    "urgency": "soon",
    "wanted_by": date(2026, 6, 30),
    "helpers_wanted": 3,
    "dangers": ["hot", "confined"],
    "needs_doctor": True,
    "industry": "专用设备制造业",
    "visibility": "open",
    "contact_name": "沈女士",
}
SHOWN = {
    **FACTS,
    "mode": "现场",
    "urgency": "比较急",
    "wanted_by": "6月30日",
    "helpers_wanted": "3位师傅",
    "dangers": "动火作业、有限空间作业",
    "needs_doctor": "要医师诊疗、义诊",
    "visibility": "公开，写明企业名",
    "region": "德清",
}
"""What a reader sees of each; the enterprise is added from the province."""


def test_the_page_of_a_need_shows_every_fact(as_: As, province: Province) -> None:
    need = make_need(province, **FACTS)
    shown = {**SHOWN, "enterprise": province.mogan.name}
    assert shown.keys() == NEED_FACTS.expected("page")
    page = as_("shen").get(f"/needs/{need.pk}/").content.decode()
    assert [name for name, words in shown.items() if words not in page] == []
