"""A temporary PostgreSQL cluster: a socket in a temporary folder, no port, deleted at the end."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from machine import postgres_folder

FASTER = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"
# Compiling a statement pays only if it runs for seconds, and statistics only if someone reads them.
FASTER += " -c jit=off -c autovacuum=off -c track_activities=off -c update_process_title=off"


@contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """Yield the URL of a running cluster; it is stopped and removed in any case.

    PostgreSQL refuses to run as root, so root starts it as `postgres` or `nobody`.
    """
    with tempfile.TemporaryDirectory(prefix="hongmajia-pg-") as folder:
        user = unprivileged_user()
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = f"{folder}/data"
        run(user, programs / "initdb", "-D", data, "-U", "hongmajia", "-A", "trust",
            "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        options = f"{FASTER} -c listen_addresses='' -k {folder}"
        pg_ctl = (programs / "pg_ctl", "-D", data)
        run(user, *pg_ctl, "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield f"postgres://hongmajia@{quote(folder, safe='')}/postgres"
        finally:
            run(user, *pg_ctl, "-m", "immediate", "stop")


def restart(data: Path) -> None:
    """Restart the cluster whose data is in this folder; open connections are cut."""
    pg_ctl = f"{postgres_folder()}/pg_ctl"
    log = data.parent / "log"
    run(unprivileged_user(), pg_ctl, "-D", data, "-l", log, "-m", "fast", "-w", "restart")


def unprivileged_user() -> pwd.struct_passwd | None:
    """The user to run PostgreSQL as if this process is root; None if it is not."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def run(user: pwd.struct_passwd | None, *command: str | Path) -> None:
    """Run one of PostgreSQL's programs as the user; SystemExit with its output if it fails."""
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    if done.returncode:
        raise SystemExit(f"{command[0]}:\n{done.stdout.decode()}")
