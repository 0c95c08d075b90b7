"""How one setting is declared and read from the environment; the settings stand in ``environment``.

Settings are read before Django and its translations are there, so errors are said in both
languages.
"""

import os
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class NotUsable(ValueError):  # noqa: N818 - it says what is wrong with a value
    """Raised by a parser for a value it cannot use: what is expected, in Chinese and English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english


class WrongSetting(Exception):  # noqa: N818
    """A variable's value cannot be used; its text is one sentence in each language."""

    def __init__(self, name: str, value: str, expected: NotUsable, *, secret: bool) -> None:
        shown = "" if secret else f"={value}"
        super().__init__(f"{name}{shown}：{expected.chinese}\n{name}{shown}: {expected.english}")


@dataclass(frozen=True)
class Variable(Generic[T]):
    """One setting. An empty value counts as not set.

    A secret one is never shown, and can also be given as a file's name in ``<name>_FILE``, as
    container platforms hand secrets out.
    """

    name: str
    meaning: str
    """One clause in English, as it stands in docs/operations.md."""
    parse: Callable[[str], T]
    """Text → value; raises `NotUsable`."""
    default: str = ""
    without: str = ""
    """What holds when it is not set, where the default alone does not say it."""
    secret: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The variables of the environment that it is read from."""
        return (self.name, f"{self.name}_FILE") if self.secret else (self.name,)

    def read(self, environment: Mapping[str, str] = os.environ) -> T:
        """The value, or the default's. Raises `WrongSetting`."""
        text = self._text(environment)
        try:
            return self.parse(text)
        except NotUsable as error:
            raise WrongSetting(self.name, text, error, secret=self.secret) from error

    def read_argument(self, text: str) -> T:
        """The value of a command's option of the same meaning, for ``argparse``."""
        try:
            return self.parse(text)
        except NotUsable as error:
            raise ArgumentTypeError(f"{error.chinese} {error.english}") from error

    def _text(self, environment: Mapping[str, str]) -> str:
        file_name = environment.get(f"{self.name}_FILE", "") if self.secret else ""
        text = environment.get(self.name, "").strip()
        if file_name and text:
            raise self._wrong_file(file_name, "两个变量只能设一个。", "set only one of the two.")
        if file_name:
            text = self._text_of_file(file_name)
        return text or self.default

    def _text_of_file(self, file_name: str) -> str:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise self._wrong_file(
                file_name, "读不到这个文件。", "the file cannot be read."
            ) from error

    def _wrong_file(self, file_name: str, chinese: str, english: str) -> WrongSetting:
        expected = NotUsable(chinese, english)
        return WrongSetting(f"{self.name}_FILE", file_name, expected, secret=False)
