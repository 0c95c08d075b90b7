"""Tables of what was written: threads of guidance, and circulars with their answers.

A circular belongs to no season: those of the host and the unions below it that were sent in the
calendar year of the season are in its package.
"""

from hongmajia.circulars.models import Answer, Circular, Receipt
from hongmajia.core.masking import mask_phones_in
from hongmajia.guidance.models import Enclosure, Message

from ..columns import Column, Table, columns_of, person, said
from .needs import CLOCK

FILE = "文件本身在documents里"


def masked(words: str) -> Column:
    """The column of a text, without whole mobile numbers."""
    words = f"{words}；手机号中间几位隐去"
    return said("text", words, lambda row: mask_phones_in(row.text), source="text")


MESSAGES = Table(
    "messages", "在线指导的消息", Message, "engagement__need__season",
    (
        *columns_of(Message, id="编号，别的表用它", engagement="对接，见engagements",
                    side="哪一边写的"),
        masked("说什么"),
        *columns_of(Message, sent_at="发送时间", taken_back_at="撤回时间"),
    ),
    left_out={"author": "写的人的账号，见side", "client_id": "免得发两遍用的"},
)  # fmt: skip
ENCLOSURES = Table(
    "enclosures", "在线指导的附件", Enclosure, "message__engagement__need__season",
    columns_of(
        Enclosure, id="编号，在文件名里", message="消息，见messages", kind="哪一种", name="文件名",
        media_type="媒体类型", size="字节数", drawn_on="画在哪一张上",
    ),
    left_out={"file": FILE},
)  # fmt: skip
CIRCULARS = Table(
    "circulars", "通知", Circular, "union",
    (
        *columns_of(Circular, id="编号，别的表用它", state="办到哪一步", title="标题"),
        masked("正文"),
        *columns_of(
            Circular, wants_answer="要回报", questions="要回什么", figure="要报的数",
            answer_by="什么时候以前", sent_at="发出时间", written_at="起草时间",
        ),
        said("union", "谁发", lambda row: row.union.name, source="union"),
        person("written_by", "谁起草"), person("sent_by", "谁签发"),
    ),
    related=("union", "written_by", "sent_by"), day="sent_at",
    left_out={**CLOCK, "kinds": "发给谁见receipts", "chosen": "发给谁见receipts"},
)  # fmt: skip
RECEIPTS = Table(
    "receipts", "通知发给了谁", Receipt, "circular__union",
    (
        *columns_of(
            Receipt, id="编号，别的表用它", circular="通知，见circulars",
            state="读了没有、回了没有", read_at="读的时间", signed_at="签收的时间",
        ),
        said("union", "发给谁", lambda row: row.union.name, source="union"),
        person("read_by", "谁读的"),
    ),
    related=("union", "read_by"), day="circular__sent_at", left_out=CLOCK,
)  # fmt: skip
ANSWERS = Table(
    "answers", "通知的回报", Answer, "receipt__circular__union",
    (
        *columns_of(Answer, id="编号", receipt="见receipts"),
        masked("回报"),
        *columns_of(Answer, figure="数", at="时间"),
        said("noted_by", "接电话记下的工会", lambda row: str(row.noted_by or ""),
             source="noted_by"),
        person("by", "谁回的"),
    ),
    related=("noted_by", "by"), day="receipt__circular__sent_at",
)  # fmt: skip
