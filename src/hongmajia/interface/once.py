"""A request with an ``Idempotency-Key`` is carried out once, however often it is sent.

A row with the key is committed first; what the request does and the answer to it are committed
together. A process that is killed in between has therefore done nothing, and after ``ABANDONED``
another request may take the key over: if the first one is alive after all, it finds its row taken
over, and all that it did is rolled back. Only answers with success are kept: a refused request may
be sent again under its key, once its reason is gone (docs/adr/0076).
"""

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.problems import problem

from .models import StoredAnswer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
WELL_FORMED = re.compile(r"[\x21-\x7e]{1,200}")
ABANDONED = timedelta(seconds=60)
"""After so long without an answer the process has died; no request takes as long."""

GetResponse = Callable[[HttpRequest], HttpResponse]


class TakenOverError(Exception):
    """Another request has taken the key over; raised to roll back."""


def answer_once(request: HttpRequest, get_response: GetResponse) -> HttpResponse:
    """The answer to the request, or to the first one with the same key."""
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST" or not request.user.pk:
        return get_response(request)
    if not WELL_FORMED.fullmatch(key):
        return problem(422, _("Idempotency-Key要1到200个可见的ASCII字符。"))
    digest = _digest_of(request)
    row, is_first = StoredAnswer.objects.get_or_create(
        user=request.user, key=key, defaults={"digest": digest}
    )
    if row.digest != digest:
        return problem(422, _("这个Idempotency-Key已经用于另一个请求，请换一个。"))
    if row.status is not None:
        return _replayed(row)
    if not is_first and not _taken_over(row):
        answer = problem(409, _("同一个Idempotency-Key的请求正在办，请过几秒再试。"))
        answer["Retry-After"] = "5"
        return answer
    return _carried_out(row, request, get_response)


def _digest_of(request: HttpRequest) -> str:
    found = sha256(f"{request.method} {request.get_full_path()}\n".encode())
    found.update(request.body)
    return found.hexdigest()


def _taken_over(row: StoredAnswer) -> bool:
    """Whether this request, and no other, goes on where a process has died."""
    now = timezone.now()
    if row.at > now - ABANDONED:
        return False
    rows = StoredAnswer.objects.filter(pk=row.pk, status=None, at=row.at)
    row.at = now
    return bool(rows.update(at=now))


def _carried_out(row: StoredAnswer, request: HttpRequest, get_response: GetResponse) -> Any:
    own = StoredAnswer.objects.filter(pk=row.pk, at=row.at)
    try:
        with transaction.atomic():
            answer = get_response(request)
            if answer.status_code >= 300:
                own.delete()
            elif not own.update(status=answer.status_code, answer=_kept(answer)):
                raise TakenOverError
    except TakenOverError:
        return problem(409, _("同一个Idempotency-Key的请求正在办，请过几秒再试。"))
    except BaseException:
        own.delete()
        raise
    return answer


def _kept(answer: HttpResponse) -> dict[str, str]:
    return {"type": answer.headers["Content-Type"], "body": answer.content.decode()}


def _replayed(row: StoredAnswer) -> HttpResponse:
    answer = HttpResponse(row.answer["body"], status=row.status, content_type=row.answer["type"])
    answer[REPLAYED] = "true"
    return answer
