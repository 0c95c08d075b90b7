"""The product as it runs in production: nginx with TLS before two web processes."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
import trustme
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from requests.adapters import HTTPAdapter

from tests.actors import Province, make_need

CONFIGURATION = Path(__file__).parent.parent.parent / "deploy/nginx.conf"
PASSWORD = "a long password for xu"

MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class FromAddress(HTTPAdapter):
    """Sends from one of the machine's own addresses."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


@dataclass
class Site:
    """The running installation, as browsers see it."""

    url: str
    plain_url: str
    authority: Path
    folder: Path
    tracking_code: str

    def browser(self, address: str = "127.0.0.1") -> requests.Session:
        """A browser at the address, which knows the test's certificate authority."""
        session = requests.Session()
        session.trust_env = False  # an authority named in the environment would win over ours
        session.mount("https://", FromAddress(address))
        session.verify = str(self.authority)
        session.headers["Referer"] = self.url + "/"
        session.headers["Origin"] = self.url
        return session

    def log(self) -> list[dict[str, Any]]:
        """What both web processes have logged."""
        text = "".join(path.read_text() for path in self.folder.glob("web-*.log"))
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


@pytest.fixture
def site(province: Province, tmp_path: Path) -> Iterator[Site]:
    """nginx and two web processes on a copy of this test's database."""
    http, https, first, second = free_ports(4)
    site = Site(
        url=f"https://127.0.0.1:{https}",
        plain_url=f"http://127.0.0.1:{http}",
        authority=tmp_path / "authority.pem",
        folder=tmp_path,
        tracking_code=fill(province, tmp_path / "db.sqlite3"),
    )
    with ExitStack() as stack:
        for port in (first, second):
            stack.enter_context(running(web(site, port)))
        stack.enter_context(running(nginx(site, http, https, first, second)))
        for port in (first, second):
            wait_for(lambda port=port: requests.get(f"http://127.0.0.1:{port}/healthz", timeout=5))
        wait_for(lambda: site.browser().get(f"{site.url}/healthz", timeout=5))
        yield site


def fill(province: Province, path: Path) -> str:
    """Write this test's database to the file, rows not yet committed too; a need's code."""
    province.xu.password = Argon2PasswordHasher().encode(PASSWORD, "saltsalt")
    province.xu.save()
    need = make_need(province)
    path.write_bytes(connection.connection.serialize())
    return str(need.tracking_code)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)
        ]
        return [each.getsockname()[1] for each in sockets]


def web(site: Site, port: int) -> subprocess.Popen[bytes]:
    """One web process in a production environment."""
    given = {
        "DJANGO_SETTINGS_MODULE": "hongmajia.config.settings",
        "HONGMAJIA_DATA": str(site.folder),
        "HONGMAJIA_DATABASE_URL": "",
        "HONGMAJIA_FIELD_KEY": settings.FIELD_KEYS[0],  # the database is this test's
        "HONGMAJIA_HOSTS": "127.0.0.1",
        "HONGMAJIA_SITE": site.url,
        "HONGMAJIA_PROXY_HOPS": "1",
        "HONGMAJIA_LOG_FORMAT": "json",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--port"]
    command += [str(port), "--blocking-threads", "2", "hongmajia.config.wsgi:application"]
    with (site.folder / f"web-{port}.log").open("wb") as log:
        return subprocess.Popen(command, env=os.environ | given, stdout=log, stderr=log)


def nginx(site: Site, http: int, https: int, *web_ports: int) -> subprocess.Popen[bytes]:
    """nginx with the documented configuration, but with this test's ports and certificate."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(site.authority)
    certificate = authority.issue_cert("127.0.0.1")
    certificate.private_key_pem.write_to_path(site.folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(site.folder / "certificate.pem")
    upstreams = "".join(f"server 127.0.0.1:{port};" for port in web_ports)
    changes = {
        "server 127.0.0.1:8000;": upstreams,
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443 ssl;": f"listen 127.0.0.1:{https} ssl;",
        "hongmajia.example.org;": "127.0.0.1;",
        "/etc/ssl/hongmajia": str(site.folder),
    }
    configuration = CONFIGURATION.read_text(encoding="utf-8")
    for documented, own in changes.items():
        assert documented in configuration
        configuration = configuration.replace(documented, own)
    (site.folder / "site.conf").write_text(configuration, encoding="utf-8")
    (site.folder / "nginx.conf").write_text(MAIN.format(folder=site.folder))
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    assert program, "nginx is not installed; scripts/machine.py does it"
    return subprocess.Popen([program, "-c", str(site.folder / "nginx.conf")])


class running(ExitStack):  # noqa: N801
    """Ends the process in any case."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        super().__init__()
        self.callback(process.wait, timeout=20)
        self.callback(process.terminate)


def wait_for(answer: Callable[[], requests.Response], seconds: float = 60) -> None:
    """Ask until it answers well."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if answer().ok:
                return
        except (requests.ConnectionError, requests.Timeout):  # not yet, or a busy machine
            pass
        time.sleep(0.1)
    raise AssertionError("does not answer")
