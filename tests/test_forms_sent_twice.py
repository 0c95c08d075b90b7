"""Every form there is, sent twice: the second changes nothing and leads to the same page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import resolve

from hongmajia.core.models import SentForm
from tests.access_table import TABLE
from tests.actors import Province
from tests.clients import QuickClient
from tests.forms import filled_in, forms_of, is_typed_into
from tests.test_access import ACTORS, filled, things_of

REFUSED = """
    account_number activity_new agreement_measures answer_decline answer_publish answer_review
    answer_reviewer answer_send_back answer_withdraw application_decide application_refuse
    application_return apply apprenticeship_assess apprenticeship_finish apprenticeship_new
    apprenticeship_sign artisan_new ask bid_need call_for_bids campaign_call_off campaign_new
    case_ask_all case_discard case_drop case_notice_new case_pass case_return case_use
    case_write circular_answer circular_new circular_withdraw claim_refuse
    claim_return class_session_new come double engagement_cancel enterprise_new event_ceremony
    event_ceremony_back event_evaluate event_pairs event_photos event_question
    event_question_new event_said event_stops event_units handout_new helper_edit helper_leave
    hotline_note hotline_write invitation_reset join_enter kind_ask kind_drop kind_new
    learner_grade meeting_detach
    meeting_new need_complete need_enter need_escalate need_merge need_reopen need_return
    need_told need_unlist need_unmerge news_new news_pass news_photos news_withdraw
    object_to_record objection order_offer person_leaves project_new project_note project_step
    province_site record_withdraw recruiting_apply recruiting_new recruiting_notice
    season_correct season_remark supervision_answer supervision_extend supervision_recall
    supervision_reject table_add team_new tie_end tie_new total_report track_number
    track_reopen track_used union_close union_open union_robot visit_schedule
"""
"""Names of addresses that refuse a form with something in every field, or answer it with a page.

For these it is proven only that the form has its key: the middleware looks at no content.
"""


def pages() -> Iterator[tuple[str, str]]:
    """Each page with the first actor who may see it, and the last one."""
    for row in TABLE:
        method, pattern, cells = row.split(" ")
        seeing = [actor for actor, cell in zip(ACTORS, cells, strict=True) if cell == "."]
        if method == "GET" and not pattern.startswith("api/"):
            yield from ((actor, pattern) for actor in dict.fromkeys([*seeing[:1], *seeing[-1:]]))


def forms(province: Province) -> Iterator[tuple[Client, str, Any]]:
    """Each form into which something is typed: who has it, where it is sent to, and itself."""
    things = things_of(province)
    for actor, pattern in pages():
        client, page = QuickClient(), filled(pattern, things)
        if user := province.actors[actor]:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        with transaction.atomic():
            answer = client.get(page)
            transaction.set_rollback(True)
        if answer.streaming:
            b"".join(answer.streaming_content)  # closes the file
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield from ((client, f.action or page, f) for f in forms_of(answer) if is_typed_into(f))


def rows() -> dict[str, int]:
    """How many rows each table has, apart from those of the mechanism itself."""
    kept = [model for model in apps.get_models() if model not in (SentForm, Session)]
    return {model._meta.label: model._base_manager.count() for model in kept}


def place_of(client: Client, url: str, sent: dict[str, Any]) -> str | None:
    """Where the answer leads; ``None`` if it is a page.

    A page that shows the form again says by its status that the form was refused: after 200 a
    browser forgets what it has kept of it (``typed.js``).
    """
    answer = client.post(url, sent)
    if answer.status_code == 200:
        again = [form for form in forms_of(answer) if (form.action or url) == url]
        assert not any(map(is_typed_into, again)), f"{url}: refused with status 200"
    return answer.headers["Location"] if answer.status_code == 302 else None


def is_carried_out_once(client: Client, url: str, sent: dict[str, Any]) -> bool | None:
    """Whether the second sending changes nothing; ``None`` if the first was refused."""
    with transaction.atomic():
        first = place_of(client, url, sent)
        before = rows() if first else {}
        is_same = place_of(client, url, sent) == first and rows() == before if first else None
        transaction.set_rollback(True)
    return is_same


@pytest.mark.usefixtures("bare_refusals")
@pytest.mark.one_database("the same statements on both; a hundred forms")
def test_no_form_is_carried_out_twice(province: Province) -> None:
    results: dict[str, bool | None] = {}
    for client, url, form in forms(province):
        sent = filled_in(form)
        assert "form_key" in sent, f"{url}: a form without csrf_token"
        name = resolve(re.sub(r"[?#].*", "", url)).url_name
        if results.get(name) is None:
            results[name] = is_carried_out_once(client, url, sent)
    assert [name for name, once in results.items() if once is False] == []
    assert {name for name, once in results.items() if once is None} == set(REFUSED.split())
