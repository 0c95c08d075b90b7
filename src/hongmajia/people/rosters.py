"""Reading the members of a team from text such as ``焊接组：丁卫东（组长）、李　明``."""

import re
from typing import NamedTuple

from hongmajia.spelling import HAN, people_in, says_nothing, tidy_name

BETWEEN_GROUPS = re.compile(r"[；;\n]+")
AFTER_GROUP = re.compile(r"[：:]")
ROLES = r"副?(?:队长|组长|班长)|[队组成]员"
ROLE = re.compile(rf"[（(\[【〔]({ROLES})[)）\]】〕]$")
"""What is written behind a name to say what the person is in the team."""
BEFORE_ROLE = re.compile(rf"[\s、，,]+(?=(?:{ROLES})[：:])")
"""Where those of another role begin within one line: ``队长：李明，队员：王建国``."""
ROLE_BEFORE = re.compile(rf"^(?:{ROLES})(?=[{HAN}]{{2}}|$)")
"""A role right before the name: ``队长李明``; or alone, where a blank stands between."""
NO_GROUP = frozenset(("队长", "组长", "副队长", "副组长", "队员", "组员", "成员"))
"""What stands before a colon and is the role of those after it, not the name of a group."""


class Member(NamedTuple):
    """A member of a team as written; the group is empty for a member without one."""

    group: str
    name: str
    is_group_leader: bool = False


def read_roster(text: str) -> list[Member]:
    """The members in a text, each once."""
    members: dict[str, Member] = {}
    for part in BETWEEN_GROUPS.split(BEFORE_ROLE.sub("\n", text or "")):
        *before, names = AFTER_GROUP.split(part, maxsplit=1)
        group = tidy_name(before[0]) if before else ""
        for written in filter(None, map(_without_role_before, people_in(names))):
            member = _member("" if group in NO_GROUP else group, written)
            members.setdefault(member.name, member)
    return list(members.values())


def read_person(text: str) -> str:
    """The name or number of one person, without their role; ``""`` for 无."""
    written = tidy_name(text or "")
    return "" if says_nothing(written) else _without_role_before(ROLE.sub("", written))


def names_in(text: str) -> set[str]:
    """The names of all members in a text that ``read_roster`` understands."""
    return {member.name for member in read_roster(text)}


def _without_role_before(written: str) -> str:
    return ROLE_BEFORE.sub("", written)


def _member(group: str, written: str) -> Member:
    role = ROLE.search(written)
    return Member(group, ROLE.sub("", written), bool(group and role and role[1] == "组长"))
