"""Actions on exemplary projects. The caller checks permission through the access gate."""

from collections.abc import Iterable
from typing import Any, Unpack

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, require_reason
from hongmajia.core.uploads import delete_file
from hongmajia.core.withholding import save_public
from hongmajia.notices.actions import notify, others
from hongmajia.unions.models import Union
from hongmajia.unions.queries import cadres_of, office_of

from ..enums import ProjectVerb
from ..facts import ProjectFacts, StepFacts
from ..models import Project, ProjectStep
from ..queries import named_in_project, named_in_step
from .labels import labels_of


@transaction.atomic
def register_project(*, union: Union, actor: Actor, **facts: Unpack[ProjectFacts]) -> Project:
    """Create an exemplary project of ``union``, which is public at once.

    Raises ``Refused`` for a host that is not below ``union``.
    """
    hosts = facts.pop("hosts", ())
    project = Project(union=union, **facts)
    _save_project(project)
    _set_hosts(project, hosts)
    record(actor, ProjectVerb.REGISTERED, project, data={"name": project.name})
    return project


@transaction.atomic
def change_project(*, project: Project, actor: Actor, **facts: Unpack[ProjectFacts]) -> Project:
    """Store the facts that differ and log their labels. Raises as ``register_project`` does."""
    project = _locked(project)
    hosts = facts.pop("hosts", None)
    changed = {name: value for name, value in facts.items() if getattr(project, name) != value}
    for name, value in changed.items():
        setattr(project, name, value)
    if changed:
        _save_project(project)
    labels = [labels_of(Project, list(changed))] if changed else []
    if hosts is not None and _set_hosts(project, hosts):
        labels.append(in_chinese(gettext_lazy("在哪里做")))
    if labels:
        record(actor, ProjectVerb.CHANGED, project, data={"fields": "、".join(labels)})
    return project


@transaction.atomic
def choose_records(
    *, project: Project, actor: Actor, needs: Iterable[Any], activities: Iterable[Any]
) -> Project:
    """Let exactly these needs and activities belong to the project.

    Raises ``Refused`` for one of a union that is neither the project's nor below it.
    """
    project, path = _locked(project), project.union.path
    chosen = {"needs": list(needs), "activities": list(activities)}
    strangers = [one for one in chosen["activities"] if not one.union.path.startswith(path)]
    strangers += [
        one
        for one in chosen["needs"]
        if not any(held.path.startswith(path) for held in (one.union, one.home_union))
    ]
    if strangers:
        raise Refused(_("“%(name)s”不是这个项目的工会和它下面的。") % {"name": strangers[0]})
    before = {name: set(getattr(project, name).all()) for name in chosen}
    if any(before[name] != set(rows) for name, rows in chosen.items()):
        for name, rows in chosen.items():
            getattr(project, name).set(rows)
        record(actor, ProjectVerb.RECORDS, project)
    return project


@transaction.atomic
def note_project(*, project: Project, actor: Actor, text: str) -> None:
    """Leave a note that the unions of the project read; their cadres and those above are told.

    Raises ``Refused`` without a text.
    """
    require_reason(text, _("请写要说的话。"))
    user = account_of(actor)
    here = [project.union, *project.hosts.all()]
    offices = (office_of(user, union.path) for union in here) if user else ()
    said_by = next(filter(None, offices), project.union.name)
    words = {"union": said_by}
    record(
        actor, ProjectVerb.NOTED, project, note=text.strip(), audience=Audience.UNIONS, data=words
    )
    told = {cadre.pk: cadre for union in here for cadre in cadres_of(union)}
    if project.union.parent is not None:
        told |= {cadre.pk: cadre for cadre in cadres_of(project.union.parent)}
    sentence = gettext_lazy("%(union)s对示范项目“%(name)s”留言：%(text)s")
    page = reverse("project", args=[project.pk])
    short = " ".join(text.split())[:80]
    notify(others(told.values(), actor), sentence, page, name=project.name, text=short, **words)


@transaction.atomic
def add_step(
    *, project: Project, actor: Actor, image: "File[Any] | None" = None,
    **facts: Unpack[StepFacts],
) -> ProjectStep:  # fmt: skip
    """Enter what was done on a day, with a photograph that is already re-encoded.

    Raises ``Refused`` for a day to come, or faces without a note where the consent is filed.
    """
    step = ProjectStep(project=_locked(project), **facts)
    step.consent_note = step.consent_note.strip()
    if step.dated > timezone.localdate():
        raise Refused(_("日期还没到，进展写已经做了的事。"))
    if image is None:
        step.shows_faces, step.consent_note = False, ""
    elif step.shows_faces and not step.consent_note:
        raise Refused(_("照片上有人脸，请写明本人的书面同意存在哪里。"))
    step.image = image or ""
    step.consented_at = timezone.now() if step.consent_note else None
    step.full_clean(exclude=["image"])
    save_public(step, named_in_step(step))
    record(actor, ProjectVerb.STEPPED, project)
    return step


@transaction.atomic
def delete_step(*, step: ProjectStep, actor: Actor) -> None:
    """Delete an entry with its photograph, because somebody on it may have asked for that."""
    delete_file(step.image)
    project = step.project
    step.delete()
    record(actor, ProjectVerb.UNSTEPPED, project)


# --- parts --------------------------------------------------------------------------------------


def _locked(project: Project) -> Project:
    rows = Project.objects.select_for_update(of=("self",)).select_related("union")
    return rows.get(pk=project.pk)


def _set_hosts(project: Project, hosts: Iterable[Union]) -> bool:
    """Store the hosts; whether there was a difference."""
    wanted, path = {union.pk: union for union in hosts}, project.union.path
    if others_ := [one for one in wanted.values() if not one.path.startswith(path)]:
        said = _("“%(union)s”不在这个工会下面，不能写成项目所在的工会。")
        raise Refused(said % {"union": others_[0].name})
    before = set(project.hosts.values_list("pk", flat=True))
    project.hosts.set(wanted.values())
    return before != wanted.keys()


def _save_project(project: Project) -> None:
    project.full_clean()
    save_public(project, named_in_project(project))
