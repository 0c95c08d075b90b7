"""The forms of a page as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """Where a form is sent, its fields with the values that the page gave them, its files."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class FormReader(HTMLParser):
    """Collects the forms of a page, and the buttons of htmx that post."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if "hx-post" in said:
            self.forms.append(Form(said["hx-post"], "post"))
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None and tag in ("input", "textarea", "select", "button", "option"):
            self._read(self._form, tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _read(self, form: Form, tag: str, said: dict[str, str]) -> None:
        if tag == "option":
            form.options.setdefault(self._select, []).append(said.get("value", ""))
            return
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "select":
            self._select = name
        if name in ("", "csrfmiddlewaretoken"):
            return
        if said.get("type") == "file":
            form.files.append(name)
        elif said.get("type") in ("checkbox", "radio", "submit") or tag in ("select", "button"):
            form.options.setdefault(name, []).append(value or "on")
        else:
            form.fields.setdefault(name, []).append(value)


ON_EVERY_PAGE = ("/logout/", "/language/")


def forms_of(page: str) -> list[Form]:
    """All forms of a page but those that every page has."""
    reader = FormReader()
    reader.feed(page)
    return [form for form in reader.forms if not form.action.endswith(ON_EVERY_PAGE)]
