"""A circular of the demonstration, which most counties have answered; each text is invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from hongmajia.circulars.actions import (
    answer_circular,
    note_read,
    send_circular,
    write_circular,
)
from hongmajia.circulars.models import Circular
from hongmajia.core.clocks import closing_of
from hongmajia.unions.enums import UnionKind

from .clock import clock_at
from .tree import Tree

TITLE = "关于核对已对接需求数的通知（演示）"
TEXT = (
    "各县（市、区）总工会：\n\n请报到昨天为止已对接的需求数、没有对接上的原因、要省里帮忙的事。"
    "系统里已有的数不用再填，只核对。\n\n这是演示用的通知，内容是编写的。"
)
QUESTIONS = "没有对接上的，主要卡在哪\n要省里协调的事，没有就写“无”"
ANSWERS = ("核对无误，没有要协调的。（演示）", "要一位焊接方面的师傅。（演示）", "无。（演示）")
READ, ANSWERED = 84, 62
"""Of the 90 counties, how many have opened it and how many have answered."""


def add_circular(tree: Tree, now: datetime) -> Circular:
    """The province asked all counties two days ago; it is due this evening or tomorrow."""
    fang = tree.cadres[tree.province.pk]
    due = closing_of(timezone.localdate(now))
    if due <= now:
        due += timedelta(days=1)
    with clock_at(now - timedelta(days=2)):
        circular = write_circular(
            union=tree.province, actor=fang, title=TITLE, text=TEXT, questions=QUESTIONS,
            figure="已对接件数", answer_by=due, kinds=[UnionKind.COUNTY.value],
        )  # fmt: skip
        send_circular(circular=circular, actor=fang)
    circular.refresh_from_db()
    _let_counties_answer(tree, circular, now)
    return circular


def _let_counties_answer(tree: Tree, circular: Circular, now: datetime) -> None:
    """Counties in an order that mixes the cities read it, and most of them answer."""
    receipts = sorted(
        circular.receipts.select_related("circular__union", "union"),
        key=lambda receipt: (receipt.pk * 37 % 90, receipt.pk),
    )
    for number, receipt in enumerate(receipts[:READ]):
        cadre = tree.cadres[receipt.union_id]
        with clock_at(now - timedelta(hours=40 - number % 38, minutes=number % 60)):
            note_read(circular=circular, reader=cadre)
            if number < ANSWERED:
                text = ANSWERS[number % len(ANSWERS)]
                answer_circular(receipt=receipt, actor=cadre, text=text, figure=number * 7 % 41)
