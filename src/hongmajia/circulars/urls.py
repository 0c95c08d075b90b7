"""URL patterns of the circulars room."""

from django.urls import path

from .views import answering, reading, writing

urlpatterns = [
    path("circulars/", reading.circular_list, name="circular_list"),
    path("circulars/new/", writing.new, name="circular_new"),
    path("circulars/<int:pk>/", reading.circular, name="circular"),
    path("circulars/<int:pk>/edit/", writing.change, name="circular_edit"),
    path("circulars/<int:pk>/send/", writing.send, name="circular_send"),
    path("circulars/<int:pk>/hand-in/", writing.hand_in, name="circular_hand_in"),
    path("circulars/<int:pk>/take-back/", writing.take_back, name="circular_take_back"),
    path("circulars/<int:pk>/remind/", writing.remind, name="circular_remind"),
    path("circulars/<int:pk>/withdraw/", writing.withdraw, name="circular_withdraw"),
    path("circulars/<int:pk>/export/", writing.export, name="circular_export"),
    path("circulars/receipts/<int:pk>/answer/", answering.answer, name="circular_answer"),
    path("circulars/receipts/<int:pk>/sign/", answering.sign, name="circular_sign"),
    path("circulars/files/<int:pk>/", reading.circular_file, name="circular_file"),
]
