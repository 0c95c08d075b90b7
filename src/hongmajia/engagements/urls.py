"""URLs of the room."""

from django.urls import path

from .views import answers, bids, lists, opening, orders, pages

urlpatterns = [
    path("engagements/", lists.engagement_list, name="engagement_list"),
    path("engagements/export/", lists.export, name="engagement_export"),
    path("engagements/act/", lists.act_on_list, name="engagement_list_act"),
    path("engagements/<int:pk>/", pages.engagement, name="engagement"),
    path("engagements/<int:pk>/phone/", pages.phone, name="engagement_phone"),
    path("engagements/<int:pk>/accept/", answers.accept_it, name="engagement_accept"),
    path("engagements/<int:pk>/decline/", answers.decline_it, name="engagement_decline"),
    path("engagements/<int:pk>/contacted/", answers.contacted, name="engagement_contacted"),
    path("engagements/<int:pk>/urge/", answers.urge_it, name="engagement_urge"),
    path("engagements/<int:pk>/release/", answers.release_it, name="engagement_release"),
    path("engagements/<int:pk>/cancel/", answers.cancel_it, name="engagement_cancel"),
    path("engagements/<int:pk>/choose/", bids.choose, name="engagement_choose"),
    path("engagements/<int:pk>/withdraw/", bids.withdraw, name="engagement_withdraw"),
    path("needs/<int:pk>/engagements/", pages.of_need, name="need_engagements"),
    path("needs/<int:pk>/claim/", opening.claim, name="claim_need"),
    path("needs/<int:pk>/propose/", opening.ask_by_hand, name="propose"),
    path("needs/<int:pk>/pair/", opening.pair_by_hand, name="pair"),
    path("needs/<int:pk>/call/", bids.call, name="call_for_bids"),
    path("needs/<int:pk>/bid/", bids.offer_oneself, name="bid_need"),
    path("helpers/<int:pk>/history/", lists.history, name="helper_history"),
    path("offers/<int:pk>/order/", orders.order, name="order_offer"),
    path("orders/<code>/", orders.ordered, name="ordered"),
]
