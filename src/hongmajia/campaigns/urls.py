"""URL patterns of the campaigns room."""

from django.urls import path

from .views import campaigns, joining, lecturing, partnering, projects

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/new/", campaigns.new, name="campaign_new"),
    path("campaigns/act/", partnering.act, name="campaign_act"),
    path("campaigns/partners/<int:pk>/", partnering.partner, name="campaign_partner"),
    path("campaigns/lecturers/<int:pk>/", lecturing.lecturer, name="lecturer"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.change, name="campaign_edit"),
    path("campaigns/<int:pk>/call-off/", campaigns.call_off, name="campaign_call_off"),
    path("campaigns/<int:pk>/figures/<slug:name>/", campaigns.figure, name="campaign_figure"),
    path("campaigns/<int:pk>/<slug:joined>/", campaigns.belonging, name="campaign_records"),
    path(
        "campaigns/<int:pk>/<slug:joined>/<int:record>/leave/", joining.leave, name="campaign_leave"
    ),
    path("projects/<int:pk>/figures/", projects.figures, name="project_figures"),
    path("projects/<int:pk>/figures/<slug:name>/", projects.figure, name="project_figure"),
    path("needs/<int:pk>/campaigns/", joining.of_need, name="need_campaigns"),
    path("activities/<int:pk>/campaigns/", joining.of_activity, name="activity_campaigns"),
    path("helpers/<int:pk>/campaigns/", joining.of_helper, name="helper_campaigns"),
    path("news/<int:pk>/campaigns/", joining.of_news, name="news_campaigns"),
]
