"""Every place that takes a value, with every sharp value: parameters, parts of addresses, fields.

The parameters of a page are those that it reads while it answers, whoever reads them: a view, a
form, a list or a middleware.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, urljoin

from django.http import QueryDict

from proofs.fuzzing.asking import PLACE, USUAL, Asked
from proofs.fuzzing.forms import Form
from proofs.fuzzing.proof import Proof
from tests.access_table import TABLE
from tests.test_access import filled

ACTORS = ("nobody", "xu")
"""A stranger, and a cadre who gets to most pages."""
READY = (200, 422)

SHARP = (
    "²", "١", "\0", "焊\0接", "9" * 5000, str(2**63), str(2**63 - 1), "-1", "1.5", "1e400", "NaN",
    "0001-01-01", "9999-12-31", "2026-02-30", "0001-01", "9999-12", "../", "长" * 5000, "up-²",
)  # fmt: skip
BROKEN = "%ED%A0%80"
"""Half a surrogate pair in UTF-8, as a query or address carries it."""


@contextmanager
def reading(names: set[str]) -> Iterator[None]:
    """Add the names that are looked up in any query or form meanwhile."""

    def noting(method: Any) -> Any:
        def look_up(query: QueryDict, name: Any, *more: Any) -> Any:
            if isinstance(name, str):
                names.add(name)
            return method(query, name, *more)

        return look_up

    methods = {
        name: getattr(QueryDict, name) for name in ("__getitem__", "__contains__", "getlist")
    }
    with patch.multiple(QueryDict, **{name: noting(one) for name, one in methods.items()}):
        yield


def requests(proof: Proof, begin: tuple[str, ...]) -> Iterator[Asked]:
    """All these requests to addresses with one of the beginnings ``begin``."""
    for row in TABLE:
        method, pattern, _cells = row.split(" ")
        if not pattern.startswith(begin):
            continue
        for actor in ACTORS:
            yield from in_parts_of_addresses(actor, method, pattern, proof.things)
            if method == "GET":
                yield from to_page(proof, actor, filled(pattern, proof.things))


def to_page(proof: Proof, actor: str, path: str) -> Iterator[Asked]:
    """The parameters of a page that the actor may see, and the fields of its forms."""
    names: set[str] = set()
    with reading(names):
        proof.fault_of(Asked(actor, "GET", path))
    if proof.status not in READY:
        return
    for name in sorted(names | proof.names_of(path)):
        for text in (*map(quote, SHARP), BROKEN, f"1&{quote(name)}=%C2%B2"):
            yield Asked(actor, "GET", f"{path}?{quote(name)}={text}")
    for form in proof.forms_of(actor, path):
        yield from in_fields(actor, path, form)


def in_parts_of_addresses(
    actor: str, method: str, pattern: str, things: dict[str, Any]
) -> Iterator[Asked]:
    """Each placeholder of the address in turn, the others right."""
    places = list(PLACE.finditer(pattern))
    for place in places:
        for text in (*(quote(one[:2000], safe="") for one in SHARP), BROKEN):
            odd = pattern[: place.start()] + "\n" + pattern[place.end() :]
            yield Asked(actor, method, filled(odd, things).replace("\n", text))


def in_fields(actor: str, page: str, form: Form) -> Iterator[Asked]:
    """Each field of a form that posts in turn, the others as a person would fill them."""
    if form.method != "post":
        return
    usual: dict[str, Any] = {name: options[-1:] for name, options in form.options.items()}
    for name, values in form.fields.items():
        usual[name] = values if any(values) else [USUAL[0]]
    for name in usual:
        for odd in (*([one] for one in SHARP), ["1", "²"]):
            yield Asked(actor, "POST", urljoin(page, form.action), {**usual, name: odd})
