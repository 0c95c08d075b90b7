"""URL patterns of the knowledge room."""

from django.urls import path

from .views import answers, asking, keeping, kinds, trials

urlpatterns = [
    path("needs/alike/", asking.alike, name="ask_alike"),
    path("needs/<int:pk>/way/", asking.way, name="way"),
    path("needs/<int:pk>/way/tried/", trials.tried_way, name="way_tried"),
    path("needs/<int:pk>/way/close/", asking.close, name="way_close"),
    path("needs/<int:pk>/kind/", kinds.of_need, name="need_kind"),
    path("trials/<int:pk>/", trials.trial, name="trial"),
    path("problems/<int:pk>/kind/", keeping.new, name="kind_new"),
    path("kinds/", kinds.kind_list, name="kind_list"),
    path("kinds/export/", kinds.export, name="kind_export"),
    path("kinds/<int:pk>/", kinds.kind, name="kind"),
    path("kinds/<int:pk>/leaflet.pdf", kinds.print_leaflet, name="kind_leaflet"),
    path("kinds/<int:pk>/versions/<int:number>/", kinds.version, name="kind_version"),
    path("kinds/<int:pk>/tried/", trials.tried_answer, name="kind_tried"),
    path("kinds/<int:pk>/edit/", keeping.edit, name="kind_edit"),
    path("kinds/<int:pk>/needs/", keeping.join, name="kind_join"),
    path("kinds/<int:pk>/needs/<int:need>/out/", keeping.take_out, name="kind_take_out"),
    path("kinds/<int:pk>/drop/", keeping.drop, name="kind_drop"),
    path("kinds/<int:pk>/take-up/", keeping.take_up, name="kind_take_up"),
    path("kinds/<int:pk>/ask/", keeping.ask, name="kind_ask"),
    path("answers/<int:pk>/", answers.answer, name="answer"),
    path("answers/<int:pk>/accept/", answers.accept, name="answer_accept"),
    path("answers/<int:pk>/decline/", answers.decline, name="answer_decline"),
    path("answers/<int:pk>/write/", answers.write, name="answer_write"),
    path("answers/<int:pk>/hand-in/", answers.hand_in, name="answer_hand_in"),
    path("answers/<int:pk>/review/", answers.review, name="answer_review"),
    path("answers/<int:pk>/publish/", answers.publish, name="answer_publish"),
    path("answers/<int:pk>/send-back/", answers.send_back, name="answer_send_back"),
    path("answers/<int:pk>/withdraw/", answers.withdraw, name="answer_withdraw"),
    path("answers/<int:pk>/reviewer/", answers.reviewer, name="answer_reviewer"),
]
