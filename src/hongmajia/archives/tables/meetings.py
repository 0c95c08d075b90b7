"""Tables of meetings for many: who answered, and who was asked to listen."""

from hongmajia.meetings.models import Listener, Meeting
from hongmajia.people.naming import name_for

from ..columns import Table, columns_of, read_by

MEETINGS = Table(
    "meetings", "交流会", Meeting, "activity__season",
    (
        *columns_of(Meeting, id="编号，别的表用它", activity="活动，见activities、served"),
        read_by("speaker", "谁解答",
                lambda row, reader: name_for(reader, row.speaker, row.activity.union),
                source="speaker"),
        *columns_of(Meeting, words="共同的问题"),
    ),
    related=("activity__union", "speaker__artisan", "speaker__union"),
    left_out={"problem": "怎么配对的，不留"},
)  # fmt: skip
LISTENERS = Table(
    "listeners", "请来听交流会的", Listener, "meeting__activity__season",
    columns_of(
        Listener, meeting="交流会，见meetings", need="需求，见needs", invited_at="邀请时间"
    ),
    left_out={"id": "没有别的表引用"},
)  # fmt: skip
