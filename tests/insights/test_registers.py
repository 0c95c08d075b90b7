"""Registers: columns, and who may see the guarded ones."""

import pytest

from hongmajia.insights.exporting import LEDGER
from hongmajia.insights.registers import REGISTERS
from hongmajia.insights.scope import Scope
from tests.actors import Province
from tests.insights.conftest import confirmed, served

ASKER = ("企业", "统一社会信用代码")
GUARDED = {
    "askers": ["企业", "统一社会信用代码"],
    "needs": ["企业", "统一社会信用代码", "师傅和团队"],
    "activities": ["师傅", "企业"],
    "attendances": ["师傅"],
    "enterprises": ["企业", "统一社会信用代码"],
    "confirmations": ["企业", "统一社会信用代码", "师傅和团队"],
    "benefits": ["企业", "统一社会信用代码", "师傅和团队"],
    "cases": ["师傅和团队"],
    "case_uses": ["企业"],
    "pairs": ["师傅"],
    "learners": ["学员"],
    "presences": ["学员"],
    "recruits": ["师傅"],
    "trials": ["企业"],
    "seals": ["师傅"],
    "questions": ["谁答的"],
    "ties": ["谁长期帮", "企业"],
}
"""Register → headings of its guarded columns, which not every reader sees in full."""


def test_guarded_columns() -> None:
    guarded = {
        name: [str(column.heading) for column in register.columns if column.is_guarded]
        for name, register in REGISTERS.items()
    }
    assert {name: headings for name, headings in guarded.items() if headings} == GUARDED


@pytest.mark.parametrize("name", REGISTERS)
def test_headings_are_unique(name: str) -> None:
    headings = [str(column.heading) for column in REGISTERS[name].columns]
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(
    "name", [name for name, _records in LEDGER if {*ASKER} & {*GUARDED.get(name, ())}]
)
def test_an_enterprise_is_named_to_the_staff_of_its_union(province: Province, name: str) -> None:
    confirmed(province, served(province))
    scope = Scope(province.season, province.province)
    register, records = REGISTERS[name], dict(LEDGER)[name](scope)
    [record] = register.all_of(records)
    shown = {
        reader: [
            column.cell(record, reader)
            for column in register.columns
            if column.is_guarded and str(column.heading) in ASKER
        ]
        for reader in (province.shen, province.wu)
    }
    known = [province.mogan.name, province.mogan.credit_code]
    assert shown[province.shen] == known[: len({*ASKER} & {*GUARDED[name]})]
    assert not set(known) & set(shown[province.wu])
    assert register.line(record, province.wu).title != province.mogan.name
