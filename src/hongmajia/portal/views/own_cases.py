"""The cases about a need, for an asker without an account: reading the draft and answering.

A wrong code is answered as in ``tracking.find``.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.cases.models import Case, CasePicture
from hongmajia.cases.views import shown
from hongmajia.cases.views.hearing import answer_page
from hongmajia.cases.views.public import photo_response

from ..tracking import find


@never_cache
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The case, and the form of the answer; 404 unless the asker was asked about it."""
    need = find(request, code)
    case = get_object_or_404(Case.objects.put_to(need).with_story(), pk=pk)
    body = shown(case, lambda picture: reverse("track_case_photo", args=[code, picture.pk]))
    back = reverse("track_need", args=[code])
    return answer_page(request, case, need.contact_name, body, back)


@require_GET
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A photograph of such a case."""
    cases = Case.objects.put_to(find(request, code)).order_by().values("pk")
    found = get_object_or_404(CasePicture.objects.select_related("photo"), pk=pk, case__in=cases)
    return photo_response(request, found)
