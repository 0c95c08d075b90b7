"""The enterprise is asked about its case and answers, or its silence is recorded (ADR 28)."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate, WrongState, require_reason
from hongmajia.needs.actions import deputy_of_asker
from hongmajia.needs.queries import asker_sides
from hongmajia.notices.telling import tell

from ..enums import AGAINST, ANSWER_DAYS, CURRENT, WRITABLE, CaseVerb, Reply, Standing
from ..models import Booklet, Case
from ..queries import gaps
from .asking import put_to_enterprise, stand
from .booklets import recall_booklet
from .notifying import notify_cadres
from .writing import locked, save_version


@transaction.atomic
def ask_enterprise(*, case: Case, actor: Actor) -> Case:
    """Ask the enterprise whether the case may be published as it is.

    Raises ``Refused`` for an unfinished text or one that was asked about, ``WrongState`` for a case
    that is not going to be public.
    """
    case = _current(case)
    if missing := gaps(case):
        raise Refused(_("还不能请企业看：%(what)s。") % {"what": _("；").join(missing)})
    if case.standing not in (Standing.NOT_ASKED, Standing.OBJECTED, Standing.SILENT):
        raise Refused(_("这份稿子已经请企业看过了：%(said)s。") % {"said": said(case)})
    put_to_enterprise(case, actor)
    return case


@transaction.atomic
def answer_case(
    *, case: Case, actor: Actor, name: str, reply: Reply, seen: str, words: str = "",
    quote: str = "", behalf_reason: str = "",
) -> Case:  # fmt: skip
    """The enterprise agrees, with or without its name, or objects; it may change its answer later.

    ``name`` is who answers, who may have no account. ``seen`` is ``text_mark`` of the content they
    read. ``quote`` are the enterprise's words for the case. An objection hides the case at once,
    and recalls the released books with it. A union that writes down what the enterprise told it
    says why it answers; that is shown with the answer, and the enterprise is told. Raises
    ``Refused`` for an objection without a reason and for a union without one, ``TooLate`` if the
    content has changed meanwhile, ``WrongState`` if the case is not current.
    """
    case = _current(case)
    if case.standing == Standing.NOT_ASKED:
        raise WrongState(_("这份稿子还没有请企业看。"))
    if seen != text_mark(case):
        raise TooLate(_("稿子刚才改过，请再看一遍再答复。"))
    if reply == Reply.OBJECTED and not words.strip():
        raise Refused(_("请写一句哪里不对，工会好照着改。"))
    if office := deputy_of_asker(case.engagement.need, actor):
        _refuse_as_deputy(behalf_reason, quote)
        name = case.engagement.need.contact_name
    if reply != Reply.OBJECTED:
        _take_quote(case, actor, quote.strip())
    standing = Standing.OBJECTED if reply == Reply.OBJECTED else Standing.AGREED
    stand(
        case, standing=standing, is_named=reply == Reply.NAMED, answer=words.strip(),
        answered_at=timezone.now(), answer_due_at=None, answered_for=office,
        behalf_reason=behalf_reason.strip() if office else "",
    )  # fmt: skip
    data = {"actor": name, "reply": in_chinese(Reply(reply).label)}
    data |= {"for_asker": office} if office else {}
    verb, audience = CaseVerb.ENTERPRISE_ANSWERED, Audience.UNIONS
    record(actor, verb, case, note=words.strip(), data=data, audience=audience)
    notify_cadres(case, gettext_lazy("案例“%(title)s”：企业%(reply)s"), reply=data["reply"])
    if office:
        _tell_enterprise(case, actor)
    if standing == Standing.OBJECTED:
        _recall_books_with(case, actor)
    return case


@transaction.atomic
def record_silence(*, case: Case) -> bool:
    """Record that the enterprise has not answered in time; an earlier objection stands.

    Returns whether it was recorded; not if it has answered meanwhile, or was asked anew.
    """
    case = locked(case)
    due_at = case.answer_due_at
    if due_at is None or due_at > timezone.now() or case.state not in CURRENT:
        return False
    standing = Standing.OBJECTED if case.standing in AGAINST else Standing.SILENT
    stand(case, standing=standing, answer_due_at=None)
    record(None, CaseVerb.ENTERPRISE_SILENT, case, data={"days": ANSWER_DAYS})
    sentence = gettext_lazy("案例“%(title)s”：企业%(days)s个工作日没有答复")
    notify_cadres(case, sentence, days=ANSWER_DAYS)
    return True


def text_mark(case: Case) -> str:
    """Tells one content of the case from the next, so that nobody agrees to what they did not see.

    Every change of an asked content moves ``asked_at``.
    """
    return case.asked_at.isoformat() if case.asked_at else ""


def said(case: Case) -> str:
    """The enterprise's standing as a few words."""
    return str(case.get_standing_display())


def _current(case: Case) -> Case:
    found = locked(case)
    if found.state not in CURRENT:
        state = found.get_state_display()
        raise WrongState(_("案例%(state)s，不用请企业看了。") % {"state": state})
    return found


def _refuse_as_deputy(reason: str, quote: str) -> None:
    require_reason(reason, _("代企业答复，请写明为什么、谁怎么说的。"))
    if quote.strip():
        raise Refused(_("企业的话要企业自己写，不能代写。"))


def _tell_enterprise(case: Case, actor: Actor) -> None:
    """Its answer was written down by a union; it can still give another one."""
    sentence = gettext_lazy("案例“%(title)s”：工会代您答复了，请核对")
    page = reverse("case_answer", args=[case.pk])
    need = case.engagement.need
    tell(asker_sides(need), sentence, page, actor, story=need.story, title=case.title)


def _take_quote(case: Case, actor: Actor, quote: str) -> None:
    """Print what the enterprise wrote for the case; from the public notice on, nothing changes."""
    if not quote or quote == case.quote or case.state not in WRITABLE:
        return
    case.quote = case.own_quote = quote
    save_version(case, account_of(actor))


def _recall_books_with(case: Case, actor: Actor) -> None:
    for booklet in Booklet.objects.released().filter(chapters__case=case).distinct():
        recall_booklet(booklet=booklet, actor=actor)
