"""Reading the members of a team from text such as ``焊接工艺组：丁卫东、李明；检测组：陈平``."""

import re

BETWEEN_GROUPS = re.compile(r"[；;\n]+")
BETWEEN_NAMES = re.compile(r"[、，,\s]+")
AFTER_GROUP = re.compile(r"[：:]")


def read_roster(text: str) -> list[tuple[str, str]]:
    """(group, name) of each member; the group is empty for a member without one."""
    members = []
    for part in BETWEEN_GROUPS.split(text or ""):
        *group, names = AFTER_GROUP.split(part, maxsplit=1)
        title = group[0].strip() if group else ""
        members += [(title, name) for name in BETWEEN_NAMES.split(names) if name]
    return list(dict.fromkeys(members))


def names_in(text: str) -> set[str]:
    """The names of all members in a text that ``read_roster`` understands."""
    return {name for _group, name in read_roster(text)}
