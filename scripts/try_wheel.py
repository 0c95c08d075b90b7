"""Install the wheel of `dist/` outside the checkout and use it (`make try-wheel`).

In an empty folder with its own virtual environment, the script checks that the sdist builds the
same wheel; that without extras `match` works and `serve` says what to install; and that with the
extra `server` the product runs with its demonstration season, by requesting pages as a visitor.
Each step is printed; the first failure ends the script with a message.
"""

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import python_calamine
import requests
import xlsxwriter
from wheel_visitor import Visitor

ROOT = Path(__file__).parent.parent
START = 300
"""Seconds the first start may take: it migrates, and writes the demonstration season."""
STOP = 60
"""Seconds that all processes have to end."""

NEEDS = [
    ["编号", "标题", "内容", "地区"],
    ["N1", "不锈钢薄板焊接变形", "焊接以后翘曲，怎样控制变形", "湖州市"],
    ["N2", "鱼塘死鱼", "高温天池塘缺氧，鱼大量死亡", "湖州市"],
]
HELPERS = [
    ["编号", "姓名", "工种", "专长", "地区"],
    ["H1", "董建国", "焊工", "不锈钢焊接、变形控制", "湖州市"],
    ["H2", "沈水根", "水产养殖工", "池塘增氧、鱼病防治", "湖州市"],
]


def step(name: str) -> None:
    print(f"· {name}", flush=True)


def expect(holds: object, otherwise: str) -> None:
    """SystemExit with the message ``otherwise`` if ``holds`` is false."""
    if not holds:
        sys.exit(f"FAILED: {otherwise}")


class Installation:
    """A virtual environment in ``folder``, and an empty folder ``place`` where commands run."""

    def __init__(self, folder: Path) -> None:
        """Create both. The commands get environment variables without any path of this checkout."""
        self.programs = folder / "environment/bin"
        self.place = folder / "empty"
        self.place.mkdir()
        self.constraints = folder / "constraints.txt"
        self.constraints.write_text(pins(), encoding="utf-8")
        kept = {key: os.environ[key] for key in ("HOME", "TMPDIR") if key in os.environ}
        pip = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
        self.environment = {
            **kept,
            **pip,
            "PATH": f"{self.programs}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PYTHONNOUSERSITE": "1",
            "HONGMAJIA_DATA": str(folder / "data"),
            "HONGMAJIA_EMBEDDER": "none",
        }
        subprocess.run([sys.executable, "-m", "venv", folder / "environment"], check=True)

    def install(self, requirement: str) -> None:
        """Install by pip, with the pinned versions of requirements.txt."""
        words = ["install", "--quiet", "--constraint", str(self.constraints), requirement]
        self.call("pip", *words).check_returncode()

    def call(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in the empty folder and capture its output."""
        command = [str(self.programs / program), *words]
        done = subprocess.run(
            command, cwd=self.place, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            done.stderr += f"\n(exit code {done.returncode} of {' '.join(command)})"
        return done

    def processes(self) -> list[psutil.Process]:
        """All running processes with programs of this environment, whoever started them."""
        running = psutil.process_iter(["cmdline"])
        ours = str(self.programs)
        return [one for one in running if any(ours in word for word in one.info["cmdline"] or ())]


def pins() -> str:
    """requirements.txt as constraints, without hashes, because a local wheel has none."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"^[\w.\[\]-]+==.*?(?= *\\?$)", text, re.MULTILINE))


def built(ending: str) -> Path:
    """The only file in dist/ with this ending."""
    found = list((ROOT / "dist").glob(f"hongmajia-*{ending}"))
    expect(len(found) == 1, f"dist/ holds {len(found)} files *{ending}; run `make wheel`")
    return found[0]


def contents(wheel: Path) -> dict[str, str]:
    """The files of a wheel with the SHA-256 of their content."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}


def rebuild(folder: Path) -> None:
    """Check that the sdist builds the same wheel, without a package index and without npm."""
    words = ["wheel", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    command = [sys.executable, "-m", "pip", *words, "--wheel-dir", str(folder)]
    command.append(str(built(".tar.gz")))
    subprocess.run(command, check=True, env=os.environ | {"PATH": "/nowhere"})
    (again,) = folder.glob("*.whl")
    differing = contents(again).items() ^ contents(built(".whl")).items()
    expect(not differing, f"the wheel of the sdist differs: {sorted(differing)[:6]}")


def write_workbook(path: Path, rows: list[list[str]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def match(installed: Installation) -> None:
    """Match two small workbooks; the plan must give the welding problem to the welder."""
    write_workbook(installed.place / "needs.xlsx", NEEDS)
    write_workbook(installed.place / "helpers.xlsx", HELPERS)
    done = installed.call("hongmajia", "match", "needs.xlsx", "helpers.xlsx", "--out", "plan.xlsx")
    expect(done.returncode == 0, f"match: {done.stderr}")
    book = python_calamine.load_workbook(str(installed.place / "plan.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()
    pairs = {(need, helper) for need in ("N1", "N2") for helper in ("H1", "H2")
             if any({need, helper} <= set(map(str, row)) for row in rows)}  # fmt: skip
    expect(pairs == {("N1", "H1"), ("N2", "H2")}, f"match planned {pairs} in {rows}")


def try_engine_alone(installed: Installation) -> None:
    """Check what works if no extra is installed."""
    step("hongmajia --version")
    told = installed.call("hongmajia", "--version").stdout.split()
    expect(told == ["hongmajia", built(".whl").name.split("-")[1]], f"--version said {told}")
    step("hongmajia serve says what to install")
    refused = installed.call("hongmajia", "serve")
    expect(refused.returncode == 2, f"serve without its parts: {refused.stderr}")
    expect('pip install "hongmajia[server]"' in refused.stderr, f"serve said {refused.stderr}")
    step("hongmajia match")
    match(installed)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(installed: Installation) -> Iterator[str]:
    """Run `serve --demo` and yield its address; after SIGTERM no process may be left."""
    port, log = free_port(), installed.place / "serve.log"
    command = [str(installed.programs / "hongmajia"), "serve", "--demo", "--port", str(port)]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=installed.place, env=installed.environment,
            stdout=output, stderr=output, start_new_session=True,
        )  # fmt: skip
        try:
            wait_until_it_answers(server, f"http://127.0.0.1:{port}/", log)
            yield f"http://127.0.0.1:{port}"
            step("stop it: no process is left")
            server.send_signal(signal.SIGTERM)
            expect(server.wait(STOP) == 0, f"serve ended with {server.returncode}\n{tail(log)}")
            psutil.wait_procs(installed.processes(), timeout=5)
            left = installed.processes()
            expect(not left, f"left running: {left}")
        finally:
            for process in installed.processes():
                process.kill()


def wait_until_it_answers(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        expect(server.poll() is None, f"serve ended while starting\n{tail(log)}")
        try:
            requests.get(address, timeout=20)
            return
        except requests.ConnectionError:
            time.sleep(0.5)
    sys.exit(f"FAILED: no answer within {START} s\n{tail(log)}")


def tail(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def visit(address: str) -> None:
    """Use what needs files beside the code: templates, styles, icons, translations, fonts."""
    visitor = Visitor(address)
    step("the front page and its icon sheet")
    visitor.open_front_page()
    visitor.fetch_icons()
    step("a page in English")
    visitor.read_english()
    step("sign in as a cadre, issue a certificate, download it")
    visitor.sign_in("province", "hongmajia")
    visitor.take_certificate()


def main() -> None:
    """Test the wheel and the sdist that `make wheel` built."""
    with tempfile.TemporaryDirectory(prefix="wheel-") as name:
        folder = Path(name)
        step("the sdist becomes the same wheel")
        (folder / "again").mkdir()
        rebuild(folder / "again")
        step("a fresh environment, the wheel without extras")
        installed = Installation(folder)
        installed.install(str(built(".whl")))
        try_engine_alone(installed)
        step("the extra `server`")
        installed.install(f"{built('.whl')}[server]")
        step("hongmajia serve --demo")
        with serving(installed) as address:
            visit(address)
    print("The wheel works on its own.")


if __name__ == "__main__":
    main()
