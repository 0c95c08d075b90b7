"""The command `hongmajia match`: two spreadsheets in, a plan out."""

from __future__ import annotations

from collections.abc import Sequence

from hongmajia.match_command.options import read


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code: 0, or 2 for input that cannot be used.

    Raises `SystemExit` after ``--help`` and for invalid options, as `argparse` does.
    """
    options = read(arguments)
    # The engine takes a second to import; --help and invalid options need not wait for it.
    from hongmajia.match_command.runs import run

    return run(options)
