"""Tables of cases, their way to the book, and bulletins."""

from hongmajia.cases.models import Booklet, Case, Chapter, Nomination, PublicNotice, Quota, Review
from hongmajia.insights.models import Bulletin

from ..columns import Table, columns_of, person, said
from .needs import CLOCK

CASES = Table(
    "cases", "案例", Case, "season",
    (
        *columns_of(
            Case, id="编号，别的表用它", engagement="对接，见engagements", state="办到哪一步",
            title="标题", gist="问题一句话", problem="针对问题", practice="主要做法",
            lesson="经验启示", quote="企业的话", category="问题类别", drafted_at="起草时间",
            published_at="发布时间", notice="公示，见notices", standing="企业的意见",
            asked_at="问企业的时间", answered_at="企业答复的时间",
            answered_for="哪个工会代为答复", behalf_reason="为什么代为答复",
            is_named="企业同意署名", answer="企业对工会说的话",
        ),
        said("union", "现在在谁手里", lambda row: row.union.name, source="union"),
        said("home_union", "推荐工会", lambda row: row.home_union.name, source="home_union"),
        person("drafted_by", "谁起草"),
    ),
    related=("union", "home_union", "drafted_by"),
    left_out={
        **CLOCK, "season": "只有这一年", "answer_due_at": "时限，过了就没有用",
        "answer_counted_from": "时限怎么算的", "answer_counted_days": "时限怎么算的",
        "own_quote": "企业没有同意公开的原话", "originals": "隐去的原文",
    },
)  # fmt: skip
NOMINATIONS = Table(
    "nominations", "案例推荐", Nomination, "case__season",
    (
        *columns_of(Nomination, case="案例，见cases", at="推荐时间"),
        said("by", "推荐的工会", lambda row: row.by.name, source="by"),
        said("to", "报到哪个工会", lambda row: row.to.name, source="to"),
        person("actor", "谁推荐"),
    ),
    related=("by", "to", "actor"), left_out={"id": "没有别的表引用"},
)  # fmt: skip
QUOTAS = Table(
    "quotas", "案例名额", Quota, "season",
    (
        said("union", "工会", lambda row: row.union.name, source="union"),
        *columns_of(Quota, amount="推荐名额"),
    ),
    related=("union",), left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
REVIEWS = Table(
    "reviews", "评审", Review, "case__season",
    (
        *columns_of(
            Review, case="案例，见cases", problem="问题得分", practice="做法得分",
            result="成效得分", writing="写作得分", comment="意见", asked_at="请评时间",
            given_at="评审时间",
        ),
        said("union", "组织评审的工会", lambda row: row.union.name, source="union"),
        person("reviewer", "评审"),
    ),
    related=("union", "reviewer"), left_out={"id": "没有别的表引用", **CLOCK},
)  # fmt: skip
NOTICES = Table(
    "notices", "公示", PublicNotice, "season",
    (
        *columns_of(
            PublicNotice, id="编号，别的表用它", opens_on="公示开始", closes_on="公示结束",
            office="受理意见的部门", phone="受理电话", opened_at="发布时间",
        ),
        said("union", "公示的工会", lambda row: row.union.name, source="union"),
        person("opened_by", "谁发布"),
    ),
    related=("union", "opened_by"), left_out={"season": "只有这一年"},
)  # fmt: skip
BOOKLETS = Table(
    "booklets", "案例汇编", Booklet, "season",
    columns_of(
        Booklet, id="编号，别的表用它", state="办到哪一步", title="书名", subtitle="副书名",
        printed_on="出版年月", editorial="编者的话", foreword="前言", grouping="分篇",
        pages="页数", set_at="排版时间", released_at="发布时间",
    ),
    left_out={
        **CLOCK, "season": "只有这一年", "union": "主办工会", "cases": "见chapters",
        "pdf": "见documents/books", "docx": "供编辑改稿", "seconds": "排版用了几秒",
        "unprinted": "字体里没有的字", "owner": "谁排版", "started_at": "系统的工作",
        "finished_at": "系统的工作", "failure": "系统的工作",
    },
)  # fmt: skip
CHAPTERS = Table(
    "chapters", "汇编收了哪些案例", Chapter, "booklet__season",
    columns_of(
        Chapter, booklet="汇编，见booklets", case="案例，见cases", position="第几篇",
        is_left_out="没有收",
    ),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
BULLETINS = Table(
    "bulletins", "简报", Bulletin, "season",
    (
        *columns_of(
            Bulletin, number="第几期", title="标题", opening="开头的话", distribution="报、送、发",
            made_at="编发时间",
        ),
        said("union", "工会", lambda row: row.union.name, source="union"),
        person("made_by", "谁编"),
    ),
    related=("union", "made_by"), left_out={"id": "没有别的表引用", "season": "只有这一年"},
)  # fmt: skip
