"""The thread of an engagement: its page, what is new, what came with it.

The engagement's two sides come by its own address; an asker without an account comes by his
tracking code, through the portal, which calls the same functions.
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

from hongmajia.core.errors import Refused
from hongmajia.core.gate import get_for
from hongmajia.engagements.enums import AGREED
from hongmajia.engagements.models import Engagement
from hongmajia.services.queries import next_meeting

from .actions import mark_read, send_message
from .actions import take_back as take_message_back
from .enums import EnclosureKind
from .forms import MessageForm
from .models import Enclosure, Message
from .queries import SHOWN, latest_messages, messages_after, unread_counts
from .ranges import inert_file
from .speaker import Speaker

MOST_BADGES = 50


# --- by the engagement's own address --------------------------------------------------------


def load(request: HttpRequest, pk: int) -> Engagement:
    visible = Engagement.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, pk=pk)


def at(request: HttpRequest, pk: int) -> tuple[HttpRequest, Engagement, Speaker, str]:
    """What the functions below want: request, engagement, who speaks, where the thread lies."""
    found = load(request, pk)
    return request, found, Speaker.of(request.user, found), reverse("thread", args=[pk])


@login_required
@never_cache
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    return show(*at(request, pk))


@login_required
@never_cache
@require_GET
def newer(request: HttpRequest, pk: int) -> HttpResponse:
    return show_newer(*at(request, pk))


@login_required
@require_GET
def enclosure(request: HttpRequest, pk: int, enclosure: int) -> HttpResponseBase:
    return serve(request, load(request, pk), enclosure)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int, message: int) -> HttpResponse:
    return take(*at(request, pk), message)


@require_GET
@login_required
def in_short(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of an engagement's page that leads here."""
    found = load(request, pk)
    context = {
        "engagement": found,
        "last": Message.objects.filter(engagement=found).with_details().last(),
        "unread": unread_counts(request.user, [pk]).get(pk, 0),
        "may_write": request.user.has_perm("guidance.write", found),
    }
    return render(request, "guidance/in_short.html", context)


@require_GET
@login_required
def unread(request: HttpRequest) -> HttpResponse:
    """The unread marks for the rows of a list, ``?of=12&of=13``."""
    asked = [int(key) for key in request.GET.getlist("of") if key.isdecimal()]
    counts = unread_counts(request.user, asked[:MOST_BADGES])
    return render(request, "guidance/unread.html", {"counts": counts.items()})


# --- what both addresses do -----------------------------------------------------------------


def show(request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str) -> HttpResponse:
    """The thread; a POST writes to it. A page's own script asks for JSON."""
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
    """Why the message was not taken, in words; nothing when it was."""
    if form.is_valid():
        try:
            send_message(engagement=engagement, speaker=speaker, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return [str(error) for errors in form.errors.values() for error in errors]


def page_of(
    request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str
) -> dict[str, Any]:
    before = request.GET.get("before", "")
    shown = latest_messages(engagement, int(before) if before.isdecimal() else None)
    if not before:
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
    """What came after ``?after=``, with the part that asks again; nothing: 204."""
    after = request.GET.get("after", "")
    found = messages_after(engagement, int(after) if after.isdecimal() else 0)
    if not found:
        return HttpResponse(status=204)
    note_read(engagement, speaker, found)
    context = parts(engagement, speaker, base, found)
    return render(request, "guidance/_messages.html", context)


def parts(
    engagement: Engagement, speaker: Speaker, base: str, messages: list[Message]
) -> dict[str, Any]:
    """What the list of messages is drawn from."""
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
    if shown and speaker.side is not None and speaker.user is not None:
        mark_read(engagement=engagement, user=speaker.user, seen=shown[-1].pk)


def serve(request: HttpRequest, engagement: Engagement, pk: int) -> HttpResponseBase:
    """A picture to look at; anything else to take home. Nothing of it can run here."""
    found = get_object_or_404(Enclosure, message__engagement=engagement, pk=pk)
    is_picture = found.kind == EnclosureKind.PICTURE
    return inert_file(
        request, found.file, found.media_type, found.name, as_attachment=not is_picture
    )


def take(
    request: HttpRequest, engagement: Engagement, speaker: Speaker, base: str, pk: int
) -> HttpResponse:
    """Only who wrote a message takes it back."""
    written = Message.objects.filter(engagement=engagement, side=speaker.side, author=speaker.user)
    message = get_object_or_404(written, pk=pk)
    message.engagement = engagement
    take_message_back(message=message, speaker=speaker)
    return redirect(base)
