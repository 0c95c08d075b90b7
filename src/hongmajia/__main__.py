"""The command `hongmajia`: `match` needs no Django, every other subcommand is Django's."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from hongmajia import __version__
from hongmajia.extras import NOT_INSTALLED, missing_from

NOT_AVAILABLE = 2
EMPTY = (
    "数据库还是空的，请先运行hongmajia migrate，或者启动hongmajia serve。\n"
    "The database is still empty: run `hongmajia migrate` first, or start `hongmajia serve`."
)


def main() -> int:
    """Run the subcommand; `match` works without Django and without a database. The exit code."""
    if sys.argv[1:2] == ["--version"]:
        print(f"hongmajia {__version__}")
        return 0
    if sys.argv[1:2] == ["match"]:
        from hongmajia.match_command import command

        return command.main(sys.argv[2:])
    return manage()


def manage() -> int:
    """Run a command of Django's, or say what is to be installed where the product is not."""
    try:
        return run_django()
    except ModuleNotFoundError as error:
        if not missing_from("server"):
            raise  # a fault of ours: everything declared is there
        command = " ".join(["hongmajia", *sys.argv[1:2]])
        print(NOT_INSTALLED.format(command=command, module=error.name), end="", file=sys.stderr)
        return NOT_AVAILABLE


def run_django() -> int:
    """Run a command of Django's with our settings, or say which of them cannot be used."""
    from django.core.management import execute_from_command_line

    from hongmajia.config import environment

    try:
        environment.check()
    except environment.WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
    return execute_or_say_empty(execute_from_command_line)


def execute_or_say_empty(execute: Callable[[list[str]], None]) -> int:
    """Run the command; one that needs tables says so where the database has none yet."""
    from django.db import DatabaseError

    try:
        execute(sys.argv)
    except DatabaseError:
        from hongmajia.core.new_database import is_new

        if not is_new():
            raise
        print(EMPTY, file=sys.stderr)
        return NOT_AVAILABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
