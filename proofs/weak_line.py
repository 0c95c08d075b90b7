"""Nothing typed is lost and nothing is done twice, in a browser, for every form that is typed into.

    python proofs/weak_line.py [--at needs/] [--trial offline]

The forms are found by looking at the pages of ``tests/journeys/test_every_page.py``, on the
demonstration. Each is filled in and left, sent without a network, pressed twice on a slow line,
sent so that the answer is lost, and sent after the session has ended, with and without scripts.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", action="append", help="only pages whose address holds this word")
    parser.add_argument("--as", dest="accounts", action="append", help="only pages of this account")
    parser.add_argument("--trial", action="append", help="only trials of this name")
    return parser.parse_args()


def main() -> int:
    """Try all forms; 1 when something was lost or done twice."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    import time_machine

    from proofs.lines.walk import Walk
    from tests.conftest import MONDAY

    chosen = parse()
    walk = Walk(chosen.at, chosen.accounts, chosen.trial)
    with time_machine.travel(MONDAY):  # the demonstration has other things on other days
        walk.run()
    print(f"{len(walk.seen)} forms, {len(walk.faults)} faults; answers:", dict(walk.outcomes))
    print(*walk.faults, sep="\n")
    return 1 if walk.faults else 0


if __name__ == "__main__":
    sys.exit(main())
