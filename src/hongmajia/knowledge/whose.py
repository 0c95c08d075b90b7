"""Whom the texts of this room may give away, and who may be named in them."""

from hongmajia.core.withholding import Whose
from hongmajia.needs.asking import asker_of, askers_of
from hongmajia.needs.models import Need
from hongmajia.privacy import Firm
from hongmajia.unions.queries import place_names

from .models import Answer, ProblemKind, Trial


def parties_of_kind(kind: ProblemKind) -> Whose:
    """The askers of all its needs; a kind that is not saved yet has none."""
    if kind._state.adding:
        return Whose()
    return _once(askers_of(needs_of(kind)))


def parties_of_answer(answer: Answer) -> Whose:
    """The askers of the kind's needs; both masters by their public names."""
    names = {answer.writer.public_name, answer.reviewer.public_name}
    return _once(askers_of(needs_of(answer.kind), sorted(names)))


def parties_of_trial(trial: Trial) -> Whose:
    """The firm that tried it, and the one whose way it was; the master by the public name."""
    own = Whose()
    if trial.enterprise:
        own = own._replace(firms=(Firm(trial.enterprise.name, place_names()),))
    if trial.engagement is None:
        return own
    asker, name = asker_of(trial.engagement.need), trial.engagement.helper.public_name
    return Whose((*own.firms, *asker.firms), asker.persons, (name,))


def _once(whose: Whose) -> Whose:
    """Each firm and person once: a firm may have asked a hundred times."""
    firms, persons = dict.fromkeys(whose.firms), dict.fromkeys(whose.persons)
    return whose._replace(firms=tuple(firms), persons=tuple(persons))


def needs_of(kind: ProblemKind) -> list[Need]:
    """The needs of a kind, with who asked."""
    return list(Need.objects.filter(problem_kind__kind=kind).select_related("enterprise"))
