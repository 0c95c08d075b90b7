"""Taking an import back while nothing rests on what it made.

Whatever names one of the imported objects rests on it, unless the importer calls it a part of
them; so does an act of somebody after the import.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .actors import Actor, user_of
from .acts import record
from .enums import ImportState, ImportVerb
from .errors import Refused, WrongState
from .importers import Importer, importer_of
from .models import Event, ImportJob

POSSIBLE = timedelta(days=30)
"""How long after the import."""
AT_ONCE = 500
"""Keys in one query."""
NAMES = {
    "Apprenticeship": gettext_lazy("师徒结对"),
    "Assessment": gettext_lazy("考核"),
    "Attendance": gettext_lazy("服务记录"),
    "Certificate": gettext_lazy("证书"),
    "Engagement": gettext_lazy("对接"),
    "Need": gettext_lazy("需求"),
    "Offer": gettext_lazy("服务清单"),
    "PlanRow": gettext_lazy("对接方案"),
    "SameProblem": gettext_lazy("同样问题"),
    "SignUp": gettext_lazy("报名"),
    "Supervision": gettext_lazy("督办"),
    "Team": gettext_lazy("服务队"),
    "TeamMembership": gettext_lazy("服务队"),
}
"""What may rest on imported objects, by the name of its model; all else is called 别的记录."""
MOST_NAMED = 3
"""Objects that a refusal names."""


def can_be_taken_back(job: ImportJob) -> bool:
    """Whether it may be tried: it made something not long ago."""
    since = timezone.now() - POSSIBLE
    is_done = job.state == ImportState.DONE and job.finished_at and job.finished_at > since
    return bool(is_done and job.keys)


@transaction.atomic
def take_back_import(*, job: ImportJob, actor: Actor) -> int:
    """Undo what an import made, and return how many objects that were.

    Records that it changed stay as they are. Raises ``WrongState`` if it is too late or was done
    before, and ``Refused`` with the names of what rests on them.
    """
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if not can_be_taken_back(job):
        raise WrongState(_("这次导入撤不回来了：过了30天，或者已经撤回。请刷新看看。"))
    importer = importer_of(job.kind)
    count = 0
    for start in range(0, len(job.keys), AT_ONCE):
        things = importer.kept_model._base_manager.filter(pk__in=job.keys[start : start + AT_ONCE])
        count += len(locked := [*things.select_for_update()])
        _refuse_if_used(importer, job, locked)
        try:
            importer.take_back(things, user_of(actor))
        except ProtectedError as error:
            rest = {_called(type(one)) for one in error.protected_objects}
            raise _refusal([], sorted(rest)) from error
    job.state, job.report = ImportState.TAKEN_BACK, {**job.report, "made": []}
    job.save(update_fields=["state", "report"])
    record(actor, ImportVerb.TAKEN_BACK, job, data={"total": count, "kind": job.kind})
    return count


def _refuse_if_used(importer: Importer, job: ImportJob, things: list[Any]) -> None:
    """Raise ``Refused`` if something rests on one of the objects."""
    own = {thing.pk: thing.pk for thing in things}
    used: dict[Any, set[str]] = {}
    for key, what in (*_uses(importer, importer.kept_model, own), *_acts(importer, job, own)):
        used.setdefault(key, set()).add(what)
    if used:
        names = [str(thing) for thing in things if thing.pk in used]
        raise _refusal(names, sorted(set().union(*used.values())))


def _refusal(names: list[str], rest: list[str]) -> Refused:
    words = {
        "names": _("、").join(names[:MOST_NAMED]), "n": len(names), "what": _("、").join(rest)
    }  # fmt: skip
    if not names:
        return Refused(_("已经用到了（%(what)s），不能整批撤回。") % words)
    said = _("有%(n)s条已经用到了（%(what)s），不能整批撤回：%(names)s。请先处理这些，或者单独改。")
    return Refused(said % words)


def _uses(
    importer: Importer, model: type[Model], of: Mapping[Any, Any]
) -> Iterator[tuple[Any, str]]:
    """(key, what) of everything that names one of the rows in ``of``: its key → the object's key.

    What names a part of an object names the object.
    """
    for relation in filter(_names_it, model._meta.get_fields(include_hidden=True)):
        other: Any = relation.related_model
        name = relation.field.name  # type: ignore[union-attr]
        rows = other._base_manager.filter(**{f"{name}__in": [*of]}).values_list("pk", name)
        if other._meta.label in importer.parts:
            yield from _uses(importer, other, {pk: of[key] for pk, key in rows})
        else:
            yield from ((of[key], _called(other)) for _pk, key in rows)


def _acts(importer: Importer, job: ImportJob, keys: Collection[Any]) -> Iterator[tuple[Any, str]]:
    """(key, what) of the objects with which somebody has gone on since the import."""
    kind = ContentType.objects.get_for_model(importer.kept_model)
    later = Event.objects.filter(subject_type=kind, subject_id__in=keys, actor__isnull=False)
    found = later.filter(at__gt=job.finished_at).values_list("subject_id", flat=True)
    yield from ((key, _("有人接着办了")) for key in found)


def _called(model: Any) -> str:
    return str(NAMES.get(model.__name__, _("别的记录")))


def _names_it(relation: Any) -> bool:
    """Whether it is a foreign key from another model; the history of rows does not count."""
    is_key = relation.auto_created and (relation.one_to_many or relation.one_to_one)
    return bool(
        is_key and not relation.concrete and not hasattr(relation.related_model, "history_id")
    )
