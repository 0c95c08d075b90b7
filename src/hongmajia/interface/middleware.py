"""What every request to the interface passes through: language, token, limit, key, and errors."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import (
    get_supported_language_variant,
    parse_accept_lang_header,
)

from hongmajia.core.problems import problem

from .bearer import know_program
from .limits import Share
from .once import answer_once

GetResponse = Callable[[HttpRequest], HttpResponse]

ROOT, PAGES = "/api/", "/api/docs/"
"""All below the first is the interface, apart from the pages that describe it."""


def answer_programs(get_response: GetResponse) -> GetResponse:
    """Middleware for addresses of the interface; others pass."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT) or request.path.startswith(PAGES):
            return get_response(request)
        with translation.override(wanted_language(request)):
            answer = _answered(request, get_response)
            answer.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(answer, ["Accept-Language", "Authorization"])
        return answer

    return middleware


def wanted_language(request: HttpRequest) -> str:
    """The first language of ``Accept-Language`` that we speak; without one as on the pages."""
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return translation.get_language() or ""


def _answered(request: HttpRequest, get_response: GetResponse) -> HttpResponse:
    refused = know_program(request)
    share = Share(request)
    if share.is_used_up:
        return share.tell(share.refusal())
    return share.tell(refused or _as_problem(_carried_out(request, get_response)))


def _carried_out(request: HttpRequest, get_response: GetResponse) -> HttpResponse:
    try:
        len(request.body)  # a body that is too large or breaks off is told now, and as such
        return answer_once(request, get_response)
    except RequestDataTooBig:
        return problem(413, _("请求太大了。"))
    except UnreadablePostError:
        return problem(400, _("这次提交读不出来"))


def _as_problem(answer: HttpResponse) -> HttpResponse:
    """An error as problem details, also where Django or a middleware has answered with a page."""
    status = answer.status_code
    if status < 400 or "json" in answer.headers.get("Content-Type", ""):
        return answer
    told = problem(status, _sentence(status))
    if "Allow" in answer.headers:
        told["Allow"] = answer["Allow"]
    return told


def _sentence(status: int) -> str:
    said = {
        400: _("这次提交读不出来"),
        403: _("您没有办这件事的权限。"),
        404: _("没有这一件，或者您看不到它。"),
        405: _("这个地址不接受这种请求。"),
    }
    return said.get(status) or HTTPStatus(status).phrase
