"""Which of the optional parts that pyproject.toml names are installed."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version

NOT_INSTALLED = """\
“{command}”需要完整的产品，这里只装了匹配引擎（缺少{module}）。请运行：
“{command}” needs the whole product; here is only the engine ({module} is missing). Run:
    pip install "hongmajia[server]"
"""


def missing_from(extra: str) -> list[str]:
    """The distributions that an extra of ours asks for and that are not installed.

    Empty too where our own metadata is not installed, as with sources on PYTHONPATH.
    """
    try:
        declared = requires("hongmajia") or []
    except PackageNotFoundError:
        return []
    marker = re.compile(rf"extra == ['\"]{extra}['\"]")
    names = [re.split(r"[^\w.-]", line)[0] for line in declared if marker.search(line)]
    return [name for name in names if not _is_installed(name)]


def _is_installed(distribution: str) -> bool:
    try:
        version(distribution)
    except PackageNotFoundError:
        return False
    return True
