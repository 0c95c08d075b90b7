"""`hongmajia match --help` answers before the scientific libraries are loaded."""

import subprocess
import sys

HEAVY = {"django", "numpy", "scipy", "ortools", "sklearn", "networkx", "pyvrp", "xlsxwriter"}


def test_help_loads_no_scientific_library() -> None:
    code = (
        "import atexit, sys; sys.argv = ['hongmajia', 'match', '--help'];"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "from hongmajia.__main__ import main; main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert "NEEDS" in run.stdout
    assert not {name.partition(".")[0] for name in run.stderr.split()} & HEAVY
