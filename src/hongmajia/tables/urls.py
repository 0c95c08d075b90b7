"""Addresses of the tables room, in full."""

from django.urls import path

from . import views

urlpatterns = [
    path("tables/", views.blank_tables, name="blank_tables"),
    path("tables/new/", views.table_add, name="table_add"),
    path("tables/sources/", views.sources, name="table_sources"),
    path("tables/<int:pk>/", views.blank_table, name="blank_table"),
    path("tables/<int:pk>/cell/", views.table_cell, name="table_cell"),
    path("tables/<int:pk>/suggest/", views.table_suggest, name="table_suggest"),
    path("tables/<int:pk>/fill/", views.table_fill, name="table_fill"),
    path("tables/<int:pk>/give-up/", views.table_give_up, name="table_give_up"),
    path("filled/<int:pk>/", views.filling, name="filling"),
    path("filled/<int:pk>/file/", views.filling_file, name="filling_file"),
]
