"""URLs of the room."""

from django.urls import path

from .views import acting, board, inviting, problems, rounds, shortlist

urlpatterns = [
    path("needs/<int:pk>/shortlist/", shortlist.shortlist, name="shortlist"),
    path("needs/<int:pk>/shortlist/model/", shortlist.order_by_model, name="shortlist_model"),
    path("needs/<int:pk>/shortlist/invite/", shortlist.invite, name="shortlist_invite"),
    path("needs/invite/", inviting.invite_many, name="invite_many"),
    path("needs/invite/act/", inviting.act_on_many, name="invite_many_act"),
    path("problems/", problems.problem_list, name="problem_list"),
    path("problems/find/", problems.find, name="problem_find"),
    path("problems/<int:pk>/", problems.problem, name="problem"),
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path("rounds/<int:pk>/", board.board, name="round"),
    path("rounds/<int:pk>/progress/", rounds.progress, name="round_progress"),
    path("rounds/<int:pk>/loads/", board.loads, name="round_loads"),
    path("rounds/<int:pk>/compare/", board.compare, name="round_compare"),
    path("rounds/<int:pk>/export/", board.export, name="round_export"),
    path("rounds/<int:pk>/needs/<int:need>/", board.choose, name="round_choose"),
    path("rounds/<int:pk>/rule/", acting.rule, name="round_rule"),
    path("rounds/<int:pk>/free/<int:need>/<int:helper>/", acting.free, name="round_free"),
    path("rounds/<int:pk>/rerun/", acting.rerun, name="round_rerun"),
    path("rounds/<int:pk>/send/", acting.send, name="round_send"),
    path("rounds/<int:pk>/shelve/", acting.shelve, name="round_shelve"),
    path(
        "rounds/<int:pk>/both-modes/<int:need>/", acting.allow_both_modes, name="round_both_modes"
    ),
]
