"""How much memory photographs of the largest accepted sizes take, from four threads at once.

    python benchmarks/photographs.py

Each file is cleaned in a process of its own by as many threads as a web worker has. Prints the
growth of its peak memory and the processor time of one photograph. Claim: ≤ 800 MB for a web
worker, because large photographs are decoded one at a time. Linux only: reads /proc.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

LARGE = Path(__file__).parent.parent / "tests"
RED = (196, 22, 28)
LIMIT_MB = 800
THREADS = 4

MEASURED = """
import sys, time
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from django.conf import settings
settings.configure(USE_I18N=False)
from django.core.files.base import File
from hongmajia.core.images import clean_photo
facts = lambda: dict(line.split(":") for line in Path("/proc/self/status").open())
peak = lambda: int(facts()["VmHWM"].split()[0]) // 1024
clean = lambda path: clean_photo(File(open(path, "rb")))
before, threads = peak(), int(sys.argv[2])
with ThreadPoolExecutor(threads) as pool:
    list(pool.map(clean, [sys.argv[1]] * threads))
print(peak() - before, time.process_time() / threads)
"""


def main() -> int:
    """Print the table; the exit code is 1 if the claim does not hold."""
    highest = 0.0
    print(f"{'photograph':<26}{'peak MB':>9}{'CPU s':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in photographs(Path(folder)).items():
            peak, seconds = measured(path)
            highest = max(highest, peak)
            print(f"{name:<26}{peak:>9.0f}{seconds:>8.2f}", flush=True)
    return int(highest > LIMIT_MB)


def photographs(folder: Path) -> dict[str, Path]:
    """Files of the largest accepted size, by what is printed for them."""
    made = {}
    for ending in ("jpg", "heic"):
        made[f"108 megapixels, .{ending}"] = folder / f"large.{ending}"
        content = (LARGE / f"photograph_108mp.{ending}.gz").read_bytes()
        (folder / f"large.{ending}").write_bytes(gzip.decompress(content))
    flat = Image.new("RGB", (8000, 6000), RED)
    for ending in ("png", "webp", "avif"):
        made[f"48 megapixels, .{ending}"] = folder / f"flat.{ending}"
        flat.save(folder / f"flat.{ending}")
    return made


def measured(path: Path) -> tuple[float, float]:
    """Return the growth of the peak in MB, and seconds of processor time for one photograph."""
    command = [sys.executable, "-c", MEASURED, str(path), str(THREADS)]
    peak, seconds = subprocess.check_output(command, env=os.environ, text=True).split()
    return float(peak), float(seconds)


if __name__ == "__main__":
    sys.exit(main())
