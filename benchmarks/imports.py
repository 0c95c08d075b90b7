"""How an import of 100,000 rows compares with one of 2,000: CPU seconds, rows a second, memory.

    python benchmarks/imports.py [--postgres] [--rows 100000] [--kinds enterprises people unions]

Each file is checked and written as the task of an import does it, in a process of its own, into a
new database: SQLite, or a throw-away cluster of PostgreSQL. Prints the CPU seconds of that process
for checking and for writing, the seconds that passed, and its peak memory beside that of the same
process before it read anything. Claims, for enterprises with contacts and for people with roles:
100,000 rows are checked in ≤ 10 s and written in ≤ 120 s, memory ≤ 400 MB, and a row costs no more
than 1.5 × one of 2,000. For unions, of which one file takes 2,000 in a tree of two levels: checked
in ≤ 1 s and written in ≤ 60 s, and a row costs no more than 2 × one of 200.

Claims about seconds are compared and printed; the command fails if one does not hold.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KINDS = ("enterprises", "people", "unions")
SMALL = {"enterprises": 2000, "people": 2000, "unions": 200}
MOST_UNIONS = 2000
"""Unions in one file."""
BOUNDS = {"enterprises": (10, 120, 1.5), "people": (10, 120, 1.5), "unions": (1, 60, 2)}
"""Kind → seconds of CPU for checking and for writing, and the most that a row may cost more."""
MOST_MEMORY = 400
"""MB."""


def main() -> None:
    """Import both sizes of each kind and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="instead of SQLite")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kinds", nargs="+", default=KINDS, choices=KINDS)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        measure(chosen.one[0], int(chosen.one[1]))
        return
    heads = ("check CPU", "write CPU", "wall", "rows/s", "MB", "base")
    print(f"{'import':<24}" + "".join(f"{head:>10}" for head in heads))
    found = [holds(kind, chosen.rows, chosen.postgres) for kind in chosen.kinds]
    if not all(found):
        sys.exit("a claim does not hold")


def holds(kind: str, rows: int, postgres: bool) -> bool:
    """Import both sizes of one kind, print what was measured, and whether the claims hold."""
    few, many = SMALL[kind], min(rows, MOST_UNIONS) if kind == "unions" else rows
    small, large = (in_new_database(kind, n, postgres) for n in (few, many))
    dearer = sum(large[:2]) / many / (sum(small[:2]) / few)
    checking, writing, times = BOUNDS[kind]
    print(f"{'':<4}a row costs {dearer:.2f} × one of {few:,} (≤ {times})")
    print(f"{'':<4}claimed: check ≤ {checking} s, write ≤ {writing} s, ≤ {MOST_MEMORY} MB")
    within = large[0] <= checking and large[1] <= writing and large[2] <= MOST_MEMORY
    return within and dearer <= times


def in_new_database(kind: str, rows: int, postgres: bool) -> list[float]:
    """Run one import in a process of its own: CPU seconds for checking and writing, peak in MB."""
    with (
        tempfile.TemporaryDirectory(prefix="hongmajia-bench-") as folder,
        database(postgres) as url,
    ):
        where = {"HONGMAJIA_DATA": folder, "HONGMAJIA_EMBEDDER": "none"}
        environment = {**os.environ, **where, **({"HONGMAJIA_DATABASE_URL": url} if url else {})}
        migrate = [sys.executable, "-m", "hongmajia", "migrate", "-v0"]
        subprocess.run(migrate, check=True, env=environment)
        one = [sys.executable, __file__, "--one", kind, str(rows)]
        said = subprocess.run(one, check=True, env=environment, stdout=subprocess.PIPE, text=True)
    line, _, figures = said.stdout.strip().rpartition("\n")
    print(line, flush=True)
    return [*map(float, figures.split())]


@contextmanager
def database(postgres: bool) -> Iterator[str]:
    """The address of an empty database; none for SQLite."""
    if not postgres:
        yield ""
        return
    sys.path.append(str(Path(__file__).parent.parent / "scripts"))
    from cluster import throw_away_cluster
    from machine import postgres_folder

    programs = postgres_folder()
    if programs is None:
        sys.exit("PostgreSQL is not installed")
    with throw_away_cluster(programs) as url:
        yield url


def measure(kind: str, rows: int) -> None:
    """Check and write one file; print a line of the table, and CPU seconds and MB once more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
    import django

    django.setup()
    from hongmajia.core.importers import importer_of
    from hongmajia.core.imports import check, no_progress, write
    from hongmajia.core.spreadsheets import read_table

    actor = cadre()
    path = Path(os.environ["HONGMAJIA_DATA"]) / f"{kind}.xlsx"
    make = f"import imports; imports.make({kind!r}, {str(path)!r}, {rows})"
    here = str(Path(__file__).parent)
    subprocess.run([sys.executable, "-c", make], check=True, cwd=here)  # that takes memory, too
    importer = importer_of(kind)
    base = peak()

    def read() -> Any:
        with path.open("rb") as file:
            return read_table(file, importer.most_rows, importer.wanted)

    def all_or_nothing() -> Any:
        from django.db import transaction

        with transaction.atomic():
            return write(importer, read(), actor, no_progress)

    seconds = []
    for work in (lambda: check(importer, read(), actor), all_or_nothing):
        found, cpu, wall = timed(work)
        assert not found.faults, found.faults[:3]
        seconds.append((cpu, wall))
        del found  # it holds the table
    (checking, first), (writing, second) = seconds
    figures = (checking, writing, first + second, rows / (checking + writing), peak(), base)
    print(f"{f'{kind} {rows:,}':<24}" + "".join(f"{figure:>10,.1f}" for figure in figures))
    print(checking, writing, peak())


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What ``work`` returns, its CPU seconds and the seconds that passed."""
    cpu, wall = time.process_time(), time.monotonic()
    result = work()
    return result, time.process_time() - cpu, time.monotonic() - wall


def peak() -> int:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def cadre() -> Any:
    """The cadre of a province with one city and fifty counties below it."""
    from hongmajia.unions.enums import Role
    from hongmajia.unions.models import Membership, Region, Union, User

    top = Union.objects.add_root(instance=Union(name="全国", kind="national"))
    office = Union(name="浙江省总工会", kind="province")
    province = Union.objects.add_child(top, instance=office)
    for region in Region.objects.exclude(parent=None)[:50]:
        county = Union(name=f"{region}总工会", kind="county", region=region)
        Union.objects.add_child(province, instance=county)
    user = User.objects.create(username="fang", name="方")
    Membership.objects.create(user=user, union=province, role=Role.CADRE)
    return user


def make(kind: str, path: str, rows: int) -> None:
    """Write the workbook of ``rows`` rows."""
    import xlsxwriter

    os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
    import django

    django.setup()
    from hongmajia.unions.models import Union

    unions = list(Union.objects.filter(kind="county").values_list("name", "region__name"))
    line = {"enterprises": enterprise, "people": person, "unions": union_below}[kind]
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for n in range(rows):
            cells = line(n, *unions[n % len(unions)])
            if n == 0:
                sheet.write_row(0, 0, cells)
            sheet.write_row(n + 1, 0, cells.values())


def enterprise(n: int, union: str, region: str) -> dict[str, Any]:
    """The row of an enterprise with its contact."""
    from hongmajia.unions.validators import credit_code_check

    code = f"91330521MA{n:07d}"
    code += credit_code_check(code)
    return {
        "企业名称": f"浙江第{n}精工机械有限公司", "统一社会信用代码": code,
        "行业": "专用设备制造业", "规模": "中型", "职工人数": n % 900, "专精特新": "否",
        "地区": region, "所属工会": union, "地址": f"莫干山镇工业园区{n}号",
        "联系人姓名": "张伟民", "联系人手机号": f"138{n:08d}",
    }  # fmt: skip


def person(n: int, union: str, region: str) -> dict[str, Any]:
    """The row of a person with a role in a union."""
    role = ("干部", "联络员", "评审", "领导")[n % 4]
    return {"姓名": "张伟民", "手机号": f"139{n:08d}", "身份": role, "工会": union, "企业": ""}


BRANCHES = 40
"""Unions of enterprises below one union of a group."""


def union_below(n: int, union: str, region: str) -> dict[str, Any]:
    """The row of a group's union below the province, or of one of its enterprises' unions."""
    group = f"浙江第{n // BRANCHES}集团工会"
    if n % BRANCHES == 0:
        return {"工会名称": group, "层级": "集团工会", "上级工会": "浙江省总工会", "地区": ""}
    return {"工会名称": f"第{n}厂工会", "层级": "企业", "上级工会": group, "地区": ""}


if __name__ == "__main__":
    main()
