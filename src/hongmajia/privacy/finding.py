"""All finds of a text."""

import re
from collections.abc import Iterable, Iterator

from .accounts import accounts_in
from .finds import Find, Kind, joined
from .firms import Firm, firm_in
from .folding import Folded, fold
from .homes import homes_in
from .latin_firms import latin_firm_in
from .latin_names import latin_names_in
from .meetings import meetings_in
from .mobiles import mobiles_in
from .names import TITLE, names_in
from .numbers import numbers_in
from .own_firms import own_firms_in
from .surnames import SURNAME

SPACED = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff](?: ?[\u4e00-\u9fff]|(?![\u4e00-\u9fff]))")
"""Characters set apart, as in 王 建 国."""
SURNAME_OF = re.compile(SURNAME)


def find_persons(
    text: str,
    *,
    firms: Iterable[Firm] = (),
    persons: Iterable[str] = (),
    public_names: Iterable[str] = (),
) -> list[Find]:
    """Return what names or reaches a person or one of ``firms``, in the order of the text.

    ``persons`` are names that are known to be meant, such as that of the contact;
    ``public_names`` may stand in public, such as that of the helper of a case.
    """
    folded = fold(text)
    reached = (mobiles_in, numbers_in, homes_in, accounts_in, meetings_in)
    numbers = [find for finder in reached for find in finder(folded)]
    allowed = list(public_names)
    closed = fold(text, blanks=False)
    read = [folded, closed] if SPACED.search(folded.text) else [folded]
    named = [
        find for each in read for find in (*names_in(each, numbers), *latin_names_in(each, numbers))
    ]
    names = [find for find in named if not is_public(find.of(text), allowed)]
    known = [find for name in persons for find in written_out(closed, name)]
    asking = [without_blanks(each) for each in firms]
    firm = [find for each in asking for find in firm_in(closed, each)]
    latin = [find for each in asking for find in latin_firm_in(folded, each)]
    introduced = own_firms_in(folded) if asking else ()
    return joined([*numbers, *names, *known, *firm, *latin, *introduced])


def written_out(folded: Folded, name: str) -> Iterator[Find]:
    """Yield where a known name stands; what a post is called, such as 设备科, is no name."""
    spelled = fold(name, blanks=False).text
    if len(spelled) > 1 and any(names_in(fold(f"联系人{spelled}"), ())):
        for match in re.finditer(re.escape(spelled), folded.text):
            yield Find(*folded.span(*match.span()), Kind.NAME)


def without_blanks(firm: Firm) -> Firm:
    """Return the firm with its name as the text is read."""
    return firm._replace(name=fold(firm.name, blanks=False).text)


def is_public(found: str, public_names: Iterable[str]) -> bool:
    """Whether a name found is that of a public person: in full, or the surname with a title."""
    return any(found.startswith(name) or is_titled(found, name) for name in public_names)


def is_titled(found: str, name: str) -> bool:
    """Whether ``found`` is the surname of ``name`` and a title, as 丁师傅 for 丁卫东."""
    surname = SURNAME_OF.match(name)
    if surname is None:
        return False
    return bool(re.fullmatch(f"{re.escape(surname[0])}{TITLE}", found))
