"""Setting a book: long work, done by the worker."""

import time
from functools import partial

from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from hongmajia.core import progress
from hongmajia.papers import GlyphsMissing, PaperFault

from . import actions
from .enums import BookletState
from .models import Booklet
from .printing import print_booklet


@task()
def set_booklet(booklet_pk: int) -> None:
    """Make PDF and Word of a booklet and keep them, or say why not."""
    booklet = Booklet.objects.select_related("season", "union", "made_by").get(pk=booklet_pk)
    if booklet.state != BookletState.SETTING:
        return
    began = time.monotonic()
    try:
        with translation.override("zh-hans"):
            printed = print_booklet(booklet, partial(progress.tell, booklet.story))
    except PaperFault as fault:
        actions.fail_booklet(booklet=booklet, failure=in_words(fault))
    except Exception:
        actions.fail_booklet(booklet=booklet, failure=_("系统出了错，已记下来，请联系管理员。"))
        raise
    else:
        actions.keep_booklet(
            booklet=booklet, pdf=printed.pdf, docx=printed.docx, pages=printed.pages,
            seconds=time.monotonic() - began,
        )  # fmt: skip


def in_words(fault: PaperFault) -> str:
    """What an editor can mend is named; the rest is for whoever keeps the house."""
    if isinstance(fault, GlyphsMissing):
        return _("这些字印不出来，请改掉：%(signs)s") % {"signs": fault.characters}
    return _("排版程序说：%(what)s") % {"what": fault}
