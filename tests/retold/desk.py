"""A desk at which a person fills in the product's own pages, and reads figures off them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse
from django.utils import timezone
from lxml import html

from hongmajia.core.models import ImportJob
from hongmajia.unions.models import Union, User
from tests.actors import Province
from tests.clients import QuickClient
from tests.core.workbooks import uploaded, workbook

Commits = Callable[..., Any]

FRIDAY = timezone.datetime(2026, 11, 20).date()
"""A working day before the Monday on which the tests run, so that its events are over."""


class Desk:
    """The browser of one person; nobody's, where no user is given. Each has an address (``ip``)."""

    def __init__(self, user: User | None = None, ip: str = "127.0.0.1") -> None:
        self.client = QuickClient(REMOTE_ADDR=ip)
        if user:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def page(self, address: str) -> Any:
        """The page at an address, as a tree."""
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return html.document_fromstring(answer.content.decode())

    def send(self, address: str, **typed: Any) -> str:
        """Fill in the form of a page and send it; returns the address to which it leads.

        What is not typed is sent as the page shows it. The page has to accept it.
        """
        form = form_with(self.page(address), set(typed))
        sent: dict[str, Any] = {}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        answer = self.client.post(urljoin(address, form.action or ""), {**sent, **typed})
        assert answer.status_code == 302, faults_of(answer)
        return str(answer.headers["Location"])

    def press(self, address: str, button: str) -> str:
        """Press a button that stands alone in its form; returns the address to which it leads."""
        page = self.page(address)
        (form,) = [f for f in page.forms if words_of(f).startswith(button)]
        answer = self.client.post(urljoin(address, form.action), dict(form.form_values()))
        assert answer.status_code == 302, faults_of(answer)
        return str(answer.headers["Location"])

    def bring(self, kind: str, rows: list[dict[str, Any]], work: Any, commits: Commits) -> None:
        """Import rows (heading → cell) by the pages of the import."""
        headings = list(rows[0])
        content = workbook(headings, *([row[one] for one in headings] for row in rows))
        with commits(execute=True):
            self.send(f"/import/{kind}/", file=uploaded(content))
        work()
        job = ImportJob.objects.latest("pk")
        assert job.state == "ready", job.report
        with commits(execute=True):
            self.client.post(f"/import/job/{job.pk}/confirm/")
        work()
        job.refresh_from_db()
        assert job.state == "done", job.report

    def figure(self, union: Union, name: str) -> tuple[str, int]:
        """What the page of figures says of a union, and how many records its link opens."""
        link = self._figure(union, name)
        return shown(link), len(self.records(link.get("href")))

    def link_of(self, union: Union, name: str) -> str:
        """The address of the records behind a figure."""
        return str(self._figure(union, name).get("href"))

    def _figure(self, union: Union, name: str) -> Any:
        page = self.page(f"/figures/?union={union.pk}")
        links = page.xpath(f"//main//ul//a[starts-with(@href, '/figures/{name}/')]")
        assert links, f"/figures/ shows no {name} of {union}"
        return links[0]

    def records(self, address: str) -> list[str]:
        """The records on the page that a figure opens, with its next pages."""
        page = self.page(address)
        found = [words_of(row) for row in page.xpath("//ul[contains(@class, 'recs')]/li[h2]")]
        for link in page.xpath("//*[@class='pg']/a[contains(@class, 'btn')]"):
            found += self.records(urljoin(address, link.get("href")))
        return found


def form_with(page: Any, names: set[str]) -> Any:
    """The form of a page that asks for all the names."""
    found = [form for form in page.forms if names <= {one.name for one in form.inputs}]
    asked = [{one.name for one in form.inputs if one.name} for form in page.forms]
    assert found, f"no form asks for {names}: {asked}"
    return found[0]


def words_of(element: Any) -> str:
    """The text of an element without needless blanks."""
    return " ".join(element.text_content().split())


def having(tree: Any, word: str, below: str = "") -> list[Any]:
    """The elements of a class, or what lies at the path ``below`` them."""
    found = f"//*[contains(concat(' ', @class, ' '), ' {word} ')]{below}"
    return list(tree.xpath(found))


def shown(link: Any) -> str:
    """The number of a link, without the words for screen readers."""
    return str(link.text or "").strip()


def faults_of(answer: HttpResponse) -> str:
    """What a page that was not accepted says."""
    page = html.document_fromstring(answer.content.decode() or "<p>")
    return f"{answer.status_code} " + " | ".join(words_of(e) for e in having(page, "err"))


def an_event(desk: Desk, **typed: Any) -> str:
    """Plan an event of Friday on its page; returns its address."""
    facts = {
        "form": "ceremony", "kind": "public_good", "day": FRIDAY.isoformat(), "time": "09:00",
        "hours": "3", "is_open": "on", **typed,
    }  # fmt: skip
    return desk.send("/activities/new/", **facts)


def tell(desk: Desk, address: str, done: str) -> None:
    """Write the record of an event, so that it counts as held."""
    desk.send(f"{address}record/", companions="工作人员3人", length="4", done=done, result="solved")


def days_ago(days: int) -> str:
    """The day some days before today."""
    return str(timezone.localdate() - timedelta(days=days))


def new_union(
    province: Province, parent: Union, name: str, kind: str, region: str
) -> tuple[Union, User]:
    """Fang adds a union and appoints its cadre by the pages; returns both."""
    fang = Desk(province.fang)
    fang.send(f"/unions/{parent.pk}/add/", name=name, kind=kind, region=region)
    union = Union.objects.get(name=name)
    return union, new_cadre(province, union)


def new_cadre(province: Province, union: Union) -> User:
    """Fang appoints a cadre of a union by its page."""
    phone = f"1390000{union.pk:04}"
    facts = {"role": "cadre", "name": "何敏", "phone": phone}
    Desk(province.fang).send(f"/unions/{union.pk}/grant/", **facts)
    return User.objects.get(phone=phone)
