"""No page has a fault on a phone, as axe sees it, or in English.

    python proofs/every_page.py [--pages needs/]

Runs the tests of ``tests/journeys/test_every_page.py`` that are too slow for ``make test``.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
WALK = "tests/journeys/test_every_page.py"


def main() -> int:
    """Walk; the exit code of pytest, 0 when no page has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", default="", help="only addresses that hold this word")
    pages = parser.parse_args().pages
    command = [sys.executable, "-m", "pytest", "-q", "-m", "proof", "--pages", pages, WALK]
    return subprocess.run(command, cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main())
