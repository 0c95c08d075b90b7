"""The command `hongmajia`: `match` is the engine's, every other word is Django's."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run what the first word asks for; `match` works without Django and without a database."""
    if sys.argv[1:2] == ["match"]:
        from hongmajia.match_command import command

        return command.main(sys.argv[2:])
    from django.core.management import execute_from_command_line

    from hongmajia.config import environment

    try:
        environment.check()
    except environment.WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
