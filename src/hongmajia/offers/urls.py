"""URLs of the offers room."""

from django.urls import path

from . import views
from .feeds import OfferFeed

urlpatterns = [
    path("offers/feed.atom", OfferFeed(), name="offer_feed"),
    path("offers/", views.offer_list, name="offer_list"),
    path("offers/share/", views.share, name="offer_share"),
    path("offers/act/", views.act_on_list, name="offer_list_act"),
    path("offers/export/", views.export, name="offer_export"),
    path("offers/new/", views.new, name="offer_new"),
    path("offers/<int:pk>/", views.offer, name="offer"),
    path("offers/<int:pk>/edit/", views.change, name="offer_edit"),
    path("offers/<int:pk>/unlist/", views.unlist, name="offer_unlist"),
    path("offers/<int:pk>/relist/", views.relist, name="offer_relist"),
    path("helpers/<int:pk>/offers/", views.of_helper, name="helper_offers"),
]
