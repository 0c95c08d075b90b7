"""URLs of the unions room."""

from django.urls import path

from .views import (
    calendar,
    closing_years,
    divisions,
    enterprises,
    new_season,
    posts,
    seasons,
    targets,
    tree,
)

urlpatterns = [
    path("unions/", tree.union_list, name="union_list"),
    path("unions/<int:pk>/", tree.union, name="union"),
    path("unions/<int:pk>/add/", tree.union_add, name="union_add"),
    path("unions/<int:pk>/regions/", divisions.union_regions, name="union_regions"),
    path("unions/<int:pk>/change/", tree.union_change, name="union_change"),
    path("unions/<int:pk>/move/", tree.union_move, name="union_move"),
    path("unions/<int:pk>/close/", tree.union_close, name="union_close"),
    path("unions/<int:pk>/open/", tree.union_open, name="union_open"),
    path("unions/<int:pk>/grant/", tree.role_grant, name="role_grant"),
    path("unions/roles/<int:pk>/revoke/", tree.role_revoke, name="role_revoke"),
    path("unions/roles/<int:pk>/term/", posts.role_term, name="role_term"),
    path("unions/<int:pk>/hand-over/<int:user_pk>/", posts.hand_over, name="hand_over"),
    path("me/deputy/", posts.deputy, name="deputy"),
    path("me/deputy/<int:pk>/end/", posts.deputy_end, name="deputy_end"),
    path("unions/<int:pk>/season/", new_season.season_new, name="season_new"),
    path("enterprises/", enterprises.enterprise_list, name="enterprise_list"),
    path("enterprises/export/", enterprises.enterprise_export, name="enterprise_export"),
    path("enterprises/new/", enterprises.enterprise_new, name="enterprise_new"),
    path("enterprises/<int:pk>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/change/", enterprises.enterprise_change, name="enterprise_change"),
    path("enterprises/<int:pk>/contacts/", enterprises.contact_add, name="contact_add"),
    path(
        "enterprises/<int:pk>/contacts/<int:user_pk>/remove/",
        enterprises.contact_remove,
        name="contact_remove",
    ),
    path("season/", seasons.season, name="season"),
    path("season/<int:pk>/change/", seasons.season_change, name="season_change"),
    path("season/<int:pk>/close/", closing_years.season_close, name="season_close"),
    path("season/<int:pk>/correct/", closing_years.season_correct, name="season_correct"),
    path("season/<int:pk>/targets/<int:union_pk>/", targets.season_targets, name="season_targets"),
    path("season/<int:pk>/targets/take/", targets.season_targets_take, name="season_targets_take"),
    path(
        "season/<int:pk>/targets/export/",
        targets.season_targets_export,
        name="season_targets_export",
    ),
    path("holidays/", calendar.holidays, name="holidays"),
    path("holidays/<int:year>/fill/", calendar.holidays_fill, name="holidays_fill"),
    path("holidays/days/<int:pk>/remove/", calendar.holiday_remove, name="holiday_remove"),
]
