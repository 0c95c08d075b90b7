"""A team's people as one cell names them: ``焊接工艺组：丁卫东、李明；检测组：陈平``."""

import re

BETWEEN_GROUPS = re.compile(r"[；;\n]+")
BETWEEN_NAMES = re.compile(r"[、，,\s]+")
AFTER_GROUP = re.compile(r"[：:]")


def read_roster(text: str) -> list[tuple[str, str]]:
    """(Group, name) of each; the group is empty where none is named."""
    places = []
    for part in BETWEEN_GROUPS.split(text or ""):
        *group, names = AFTER_GROUP.split(part, maxsplit=1)
        title = group[0].strip() if group else ""
        places += [(title, name) for name in BETWEEN_NAMES.split(names) if name]
    return list(dict.fromkeys(places))


def names_in(text: str) -> set[str]:
    return {name for _group, name in read_roster(text)}
