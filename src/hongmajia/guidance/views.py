"""Pages of a thread: messages, new messages, enclosures.

Signed-in users reach a thread by the address of its engagement. An asker without an account reaches
it by the tracking code of their need, through the portal, which calls the same functions.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.asked import key_of, keys_of
from hongmajia.core.closed_years import may_now
from hongmajia.core.enums import EnclosureKind
from hongmajia.core.errors import Refused
from hongmajia.core.gate import get_for
from hongmajia.core.ranges import inert_file
from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.services.queries import next_meeting

from .actions import mark_read, send_message
from .actions import take_back as take_back_message
from .forms import MessageForm
from .models import Enclosure, Message
from .queries import SHOWN, latest_messages, messages_after, unread_counts
from .speaker import Speaker

MAX_BADGES = 50


# --- by the address of the engagement -------------------------------------------------------


def load(request: HttpRequest, pk: int) -> Engagement:
    """The engagement; 404 if the user may not see it."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, pk=pk)


def thread_arguments(request: HttpRequest, pk: int) -> tuple[HttpRequest, Engagement, Speaker, str]:
    """Arguments of the functions below: request, engagement, speaker, address of the thread."""
    found = load(request, pk)
    return request, found, Speaker.of(request.user, found), reverse("thread", args=[pk])


@login_required
@never_cache
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """The thread of an engagement."""
    return show(*thread_arguments(request, pk))


@login_required
@never_cache
@require_GET
def newer(request: HttpRequest, pk: int) -> HttpResponse:
    """Messages newer than those shown."""
    return show_newer(*thread_arguments(request, pk))


@login_required
@require_GET
def enclosure(request: HttpRequest, pk: int, enclosure: int) -> HttpResponseBase:
    """A file sent with a message."""
    return serve(request, load(request, pk), enclosure)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    """Take back one's own message."""
    return take(*thread_arguments(request, pk), message)


@require_GET
@login_required
def in_short(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an engagement: the last message and the number of unread ones."""
    found = load(request, pk)
    context = {
        "engagement": found,
        "last": Message.objects.filter(engagement=found).with_details().last(),
        "unread": unread_counts(request.user, [pk]).get(pk, 0),
        "may_write": may_now(request.user, "guidance.write", found),
    }
    return render(request, "guidance/in_short.html", context)


@require_GET
@login_required
def unread(request: HttpRequest) -> HttpResponse:
    """Numbers of unread messages for the rows of a list, ``?of=12&of=13``."""
    asked = keys_of(request.GET.getlist("of"))
    counts = unread_counts(request.user, asked[:MAX_BADGES])
    return render(request, "guidance/unread.html", {"counts": counts.items()})


# --- by either address ----------------------------------------------------------------------


def show(request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str) -> HttpResponse:
    """Show the thread, or send a message by POST; the page's script is answered in JSON."""
    form = MessageForm(request.POST or None, request.FILES or None, engagement=engagement)
    if request.method == "POST":
        if speaker.side is None:
            raise PermissionDenied("guidance.write")
        errors = sending_failed(form, engagement, speaker)
        if request.headers.get("Accept") == "application/json":
            status = 422 if errors else 201
            return JsonResponse({"errors": errors}, status=status)
        if not errors:
            return redirect(f"{base}#now")
    context = page_of(request, engagement, speaker, base)
    status = 422 if form.errors else 200
    return render(request, "guidance/thread.html", {**context, "form": form}, status=status)


def sending_failed(form: MessageForm, engagement: Engagement, speaker: Speaker) -> list[str]:
    """Send the message of the form; returns the errors in words, none if it was sent."""
    if form.is_valid():
        try:
            send_message(engagement=engagement, speaker=speaker, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return [str(error) for errors in form.errors.values() for error in errors]


def page_of(
    request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str
) -> dict[str, Any]:
    """Template context of the page; marks the latest messages as read."""
    before = key_of(request.GET.get("before"))
    shown = latest_messages(engagement, before)
    if before is None:
        note_read(engagement, speaker, shown)
    return {
        **parts(engagement, speaker, base, shown),
        "section": "engagements",
        "may_write": speaker.side is not None and engagement.state in AGREED,
        "before": before,
        "earlier": shown[0].pk if len(shown) == SHOWN else None,
        "meeting": next_meeting(engagement),
    }


def show_newer(
    request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str
) -> HttpResponse:
    """Messages after ``?after=``, as a fragment that polls again; 204 if there are none."""
    found = messages_after(engagement, key_of(request.GET.get("after")) or 0)
    if not found:
        return HttpResponse(status=204)
    note_read(engagement, speaker, found)
    context = parts(engagement, speaker, base, found)
    return render(request, "guidance/_messages.html", context)


def parts(
    engagement: Engagement, speaker: Speaker, base: str, messages: list[Message]
) -> dict[str, Any]:
    """Template context of a list of messages."""
    for message in messages:
        message.engagement = engagement
    return {
        "engagement": engagement,
        "need": engagement.need,
        "side": speaker.side,
        "speaker": speaker,
        "base": base,
        "messages_shown": messages,
        "seen": messages[-1].pk if messages else 0,
    }


def note_read(engagement: Engagement, speaker: Speaker, shown: list[Message]) -> None:
    """Mark messages as read by a speaker with an account."""
    if shown and speaker.side is not None and speaker.user is not None:
        mark_read(engagement=engagement, user=speaker.user, seen=shown[-1].pk)


def serve(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """An enclosure of the thread: pictures inline, other files as downloads."""
    found = get_object_or_404(Enclosure, message__engagement=engagement, pk=pk)
    is_picture = found.kind == EnclosureKind.PICTURE
    return inert_file(
        request, found.file, found.media_type, found.name, as_attachment=not is_picture
    )


def take(
    request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str, pk: int
) -> HttpResponse:
    """Take back a message; 404 for messages of others."""
    written = Message.objects.filter(engagement=engagement, side=speaker.side, author=speaker.user)
    message = get_object_or_404(written, pk=pk)
    message.engagement = engagement
    take_back_message(message=message, speaker=speaker)
    return redirect(base)
