"""The supervisor restarts parts that die and stops all parts when told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import psutil
import pytest
from django.core.management import CommandError, call_command

from hongmajia.core import supervisor
from hongmajia.core.backoff import Backoff
from hongmajia.core.management.commands import serve
from hongmajia.core.management.commands.serve import parts, refuse_if_taken

SUPERVISE = """
import os, sys
from hongmajia.core import supervisor
supervisor.STOPPING_TAKES, supervisor.AT_ONCE = 10, 0.1
command = lambda code: [sys.executable, "-c", code, str(os.getpid())]
parts = [supervisor.Part(f"part {code[:10]}", command(code)) for code in sys.argv[1:]]
sys.exit(supervisor.Supervisor(*parts).run())
"""
STEADY = "import os, sys, time; os.write(1, b'!'); time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STEADY
FAITHFUL = (
    "import sys; from hongmajia.core import parents; parents.LOOK_EVERY = 0.02; "
    "parents.end_with(int(sys.argv[1])); " + STEADY
)

Leader = subprocess.Popen[bytes]
Start = Callable[..., Leader]


@contextmanager
def supervised(*programs: str) -> Iterator[Leader]:
    """A supervisor in a process group of its own that has started some Python programs."""
    command = [sys.executable, "-c", SUPERVISE, *programs]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, process_group=0
    ) as leader:
        wait_for_starts(leader, len(programs))
        family = children(leader)
        yield leader
        for process in [*family, *children(leader)]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        leader.kill()


@pytest.fixture
def run() -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda *programs: stack.enter_context(supervised(*programs))


def wait_for_starts(leader: Leader, count: int) -> None:
    """Each program writes one character when it has started."""
    assert leader.stdout
    assert leader.stdout.read(count) == b"!" * count


def children(leader: Leader) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(leader.pid).children(recursive=True)
    return []


def have_ended(processes: list[psutil.Process]) -> bool:
    return not psutil.wait_procs(processes, timeout=20)[1]


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_telling_it_to_stop_ends_all_and_is_no_failure(run: Start, told: signal.Signals) -> None:
    """A terminal's Ctrl-C reaches the leader's group only; the parts lead groups of their own."""
    leader = run(STEADY, STEADY)
    family = children(leader)
    os.killpg(leader.pid, told)
    assert leader.wait(timeout=20) == 0
    assert len(family) == 2
    assert have_ended(family)


def test_a_part_that_dies_comes_back_and_the_others_run_on(run: Start) -> None:
    leader = run(STEADY, STEADY)
    victim, other = children(leader)
    victim.kill()
    wait_for_starts(leader, 1)
    assert other in children(leader)
    assert len(children(leader)) == 2


def test_who_does_not_stop_is_killed_at_the_second_ctrl_c(run: Start) -> None:
    leader = run(DEAF)
    family = children(leader)
    leader.send_signal(signal.SIGINT)
    time.sleep(0.2)
    leader.send_signal(signal.SIGINT)
    assert leader.wait(timeout=20) == 1
    assert have_ended(family)


def test_killing_the_supervisor_leaves_no_orphan(run: Start) -> None:
    leader = run(FAITHFUL)
    family = children(leader)
    leader.kill()
    assert have_ended(family)


def test_each_try_waits_twice_as_long_until_one_ran_well() -> None:
    backoff = Backoff(first=0.2, longest=1)
    assert [backoff.after(ran=5) for _ in range(4)] == [0.2, 0.4, 0.8, 1]
    assert backoff.after(ran=30) == 0.2


def test_each_queue_has_a_worker_and_every_part_ends_with_its_supervisor() -> None:
    found = parts("127.0.0.1", 8000)
    assert [part.name for part in found] == ["web", "worker short", "worker long", "clock"]
    assert {part.command[-1] for part in found} == {str(os.getpid())}


@pytest.mark.parametrize(
    ("host", "family"), [("127.0.0.1", socket.AF_INET), ("::1", socket.AF_INET6)]
)
def test_a_port_that_is_taken_is_refused(host: str, family: socket.AddressFamily) -> None:
    try:
        other = socket.create_server((host, 0), family=family)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口{port}已有程序在用"):
            call_command("serve", "--host", host, "--port", str(port))


def test_without_an_address_the_parts_print_the_port_that_was_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HONGMAJIA_PORT", "8000")
    monkeypatch.setattr(serve, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(serve, "connection", ExitStack())
    monkeypatch.setattr(serve.Supervisor, "run", lambda self: 0)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
    with pytest.raises(SystemExit):
        call_command("serve", "--port", port)
    assert os.environ["HONGMAJIA_PORT"] == port


def test_a_port_that_is_free_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    refuse_if_taken("127.0.0.1", port)


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("--port", "x", "应为1到65535之间的整数"),
        ("--port", "65536", "from 1 to 65535"),
        ("--host", "localhost", "应为IP地址"),
    ],
)
def test_an_address_that_cannot_be_used_is_said(option: str, value: str, expected: str) -> None:
    for command in ("serve", "web"):
        with pytest.raises(CommandError, match=expected):
            call_command(command, option, value)


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, signal.Signals]]:
    """The process groups that were sent a signal, and which; none gets it."""
    found: list[tuple[int, signal.Signals]] = []
    monkeypatch.setattr(supervisor.os, "killpg", lambda *group: found.append(group))
    return found


def test_a_part_that_the_system_does_not_start_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(supervisor.subprocess, "Popen", refuse)
    part = supervisor.Part("web", ["web"])
    whole = supervisor.Supervisor(part)
    whole._tend(part)
    assert part.due_at
    assert part.due_at > time.monotonic()
    assert "web does not start, next try in 0.2 s" in caplog.text
    monkeypatch.setattr(supervisor.subprocess, "Popen", Ended)
    part.due_at = 0
    whole._tend(part)
    assert part.due_at is None


class Ended:
    """A process that has ended and left others behind in its group."""

    pid = 2**22 + 1  # Linux counts to 2**22

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def poll(self) -> int:
        return 1


def test_what_a_dead_part_left_behind_is_killed_before_the_next_start(
    monkeypatch: pytest.MonkeyPatch, killed: list[tuple[int, signal.Signals]]
) -> None:
    monkeypatch.setattr(supervisor.subprocess, "Popen", Ended)
    part = supervisor.Part("web", ["web"])
    whole = supervisor.Supervisor(part)
    for _ in range(2):
        whole._tend(part)
    assert killed == [(Ended.pid, signal.SIGTERM)]
    part.due_at = 0
    whole._tend(part)
    assert killed[1:] == [(Ended.pid, signal.SIGKILL)]
