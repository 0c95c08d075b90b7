"""The book of the demonstration: the cases published so far, typeset by the worker and released."""

from hongmajia.cases.actions import edit_booklet, make_booklet, start_typesetting
from hongmajia.cases.models import Booklet

from .tree import Tree

FOREWORD = (
    "这是演示用的一本书。案例依公开报道写成，评审和日期是演示。\n"
    "本年度先办完的几件，先编成第一批；评选结束以后，其余的接着编。"
)


def make_book(tree: Tree) -> Booklet:
    """Make the book of the province's published cases and mark it as being typeset."""
    cadre = tree.cadres[tree.province.pk]
    book = make_booklet(season=tree.season, union=tree.province, actor=cadre)
    book = edit_booklet(
        booklet=book, actor=cadre, subtitle="优秀案例汇编（第一批）", foreword=FOREWORD
    )
    return start_typesetting(booklet=book, actor=cadre)
