"""The parts of the product run as one: Ctrl-C ends all, and one that dies ends all."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest
from django.core.management import CommandError, call_command

STEADY = "import os, time; os.write(1, b'!'); time.sleep(60)"
SERVE = """
import sys
from hongmajia.core.management.commands.serve import run_together
sys.exit(run_together(*([sys.executable, "-c", code] for code in sys.argv[1:])))
"""

Leader = subprocess.Popen[bytes]
Start = Callable[..., Leader]


@contextmanager
def process_group(*programs: str) -> Iterator[Leader]:
    """A process group of its own in which `run_together` runs some Python programs."""
    command = [sys.executable, "-c", SERVE, *programs]
    with subprocess.Popen(command, stdout=subprocess.PIPE, process_group=0) as leader:
        assert leader.stdout
        leader.stdout.read(programs.count(STEADY))
        yield leader
        with suppress(ProcessLookupError):
            os.killpg(leader.pid, signal.SIGKILL)


@pytest.fixture
def run() -> Iterator[Start]:
    with ExitStack() as stack:
        yield lambda *programs: stack.enter_context(process_group(*programs))


def nothing_is_left_of(leader: Leader) -> bool:
    for _ in range(100):
        try:
            os.killpg(leader.pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_ctrl_c_ends_all_and_is_no_failure(run: Start) -> None:
    leader = run(STEADY, STEADY)
    os.killpg(leader.pid, signal.SIGINT)
    assert leader.wait(timeout=20) == 0
    assert nothing_is_left_of(leader)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGHUP])
def test_telling_the_leader_to_stop_ends_all(run: Start, told: signal.Signals) -> None:
    leader = run(STEADY, STEADY)
    leader.send_signal(told)
    assert leader.wait(timeout=20) == 0
    assert nothing_is_left_of(leader)


def test_one_that_dies_ends_all_with_its_exit_code(run: Start) -> None:
    leader = run(STEADY, "import sys; sys.exit(3)")
    assert leader.wait(timeout=20) == 3
    assert nothing_is_left_of(leader)


def test_one_that_merely_ends_is_a_failure_too(run: Start) -> None:
    leader = run(STEADY, "pass")
    assert leader.wait(timeout=20) == 1
    assert nothing_is_left_of(leader)


def test_a_port_that_is_taken_is_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"端口{port}已有程序在用"):
            call_command("serve", host="127.0.0.1", port=str(port))
