"""How long the package of a closed year takes, and how much memory: thousands of PDFs.

    python benchmarks/archive.py [--scale 10] [--kept FOLDER]

Loads the demonstration with a synthetic closed year (scale × 1,000 needs, with agreements), makes
its package as the task does, and verifies it. Prints the seconds of processor and the highest
memory for each part: tables, photographs, documents, figures, events. Claims: the memory after the
documents is at most 100 MB above that after the tables, whatever their number; 20 documents a
second of the processor. SQLite unless HONGMAJIA_DATABASE_URL says otherwise. Linux only: reads
/proc. ``--kept`` keeps the province for the next run.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

GROWTH_MB, DOCUMENTS_A_SECOND = 100, 20
PARTS = ("_tables", "_photographs", "_documents", "_figures")


def main() -> int:
    """Make a package and print the table; the exit code is 1 if a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=int, default=10)
    parser.add_argument("--kept", default="", metavar="FOLDER")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="archive-") as folder:
        set_up(Path(chosen.kept or folder), chosen.scale)
        return measure(Path(folder))


def set_up(data: Path, scale: int) -> None:
    """Django on a province that is loaded unless it is there."""
    os.environ["HONGMAJIA_DATA"] = str(data)
    os.environ.setdefault("HONGMAJIA_EMBEDDER", "none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hongmajia.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from hongmajia.needs.models import Need

    if Need.objects.count() < scale * 1000:
        call_command("demo", scale=scale, years=2)


def measure(folder: Path) -> int:
    """Make the package of the closed year with the most needs, part by part; verify it."""
    from django.db.models import Count
    from django.utils import timezone, translation

    from hongmajia.archives.making import Maker
    from hongmajia.archives.verifying import verify
    from hongmajia.unions.enums import Role
    from hongmajia.unions.models import Season, User

    years = Season.objects.exclude(closed_at=None).annotate(n=Count("needs")).order_by("-n")
    season = years.select_related("union")[0]
    reader: Any = User.objects.filter(
        memberships__union=season.union, memberships__role=Role.CADRE
    ).first()
    path, rows = folder / "year.zip", dict[str, tuple[float, int]]()
    with translation.override("zh-hans"), path.open("wb") as file:
        maker = Maker(season, reader, file, timezone.now(), lambda done, total: None)
        for name in PARTS:
            watch(maker, name, rows)
        begun = time.process_time()
        made = maker.make()
        whole = time.process_time() - begun
    begun = time.process_time()
    verify(path)
    rows["verify"] = (time.process_time() - begun, peak_mb())
    return report(season.year, dict(made.counts), rows, whole, path.stat().st_size)


def watch(maker: Any, name: str, rows: dict[str, tuple[float, int]]) -> None:
    """Note what one part of the making costs."""
    part = getattr(maker, name)

    def timed() -> None:
        begun = time.process_time()
        part()
        rows[name.removeprefix("_")] = (time.process_time() - begun, peak_mb())

    setattr(maker, name, timed)


def peak_mb() -> int:
    """The highest memory of this process so far (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    status = dict(line.split(":", 1) for line in lines)
    return int(status["VmHWM"].split()[0]) // 1024


def report(
    year: int, counts: dict[str, int], rows: dict[str, tuple[float, int]], whole: float, size: int
) -> int:
    """Print what was measured; whether a claim was missed."""
    documents = sum(counts.get(kind, 0) for kind in ("意向书", "志愿服务证书", "案例汇编"))
    print(f"{year}: {documents:,} PDFs, {sum(counts.values()):,} rows and files, "
          f"{size / 1e6:,.1f} MB, {whole:.1f} s of the processor")  # fmt: skip
    for name, (seconds, peak) in rows.items():
        print(f"{name:<14}{seconds:>8.1f} s{peak:>8,} MB")
    growth = rows["documents"][1] - rows["tables"][1]
    rate = documents / rows["documents"][0]
    print(f"growth by documents {growth} MB, {rate:.1f} documents a second")
    return int(growth > GROWTH_MB or rate < DOCUMENTS_A_SECOND)


if __name__ == "__main__":
    sys.exit(main())
