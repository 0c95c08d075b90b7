"""URL patterns of the publicity room."""

from django.urls import path

from .feeds import NewsFeed
from .views import news, passing, plan, project_work, projects, sharing, writing

urlpatterns = [
    path("news/feed.atom", NewsFeed(), name="news_feed"),
    path("news/", news.news_list, name="news_list"),
    path("news/new/", writing.new, name="news_new"),
    path("news/<int:pk>/", news.news_item, name="news_item"),
    path("news/<int:pk>/card.png", sharing.news_card, name="news_card"),
    path("news/<int:pk>/edit/", writing.change, name="news_edit"),
    path("news/<int:pk>/photos/", writing.photos, name="news_photos"),
    path("news/<int:pk>/publish/", writing.publish, name="news_publish"),
    path("news/<int:pk>/withdraw/", writing.withdraw, name="news_withdraw"),
    path("news/<int:pk>/pass/", passing.pass_up, name="news_pass"),
    path("news/<int:pk>/show/", passing.show_beside, name="news_show"),
    path("news/<int:pk>/show/stop/", passing.stop_showing, name="news_stop_showing"),
    path("news/passed/<int:pk>/", passing.answer, name="news_passing"),
    path("news/photos/<int:pk>/", news.photo, name="news_photo"),
    path("news/photos/<int:pk>/consent/", writing.consent, name="news_photo_consent"),
    path("news/photos/<int:pk>/drop/", writing.delete_photo, name="news_photo_drop"),
    path("news/plan/", plan.plan, name="plan"),
    path("news/plan/new/", plan.new, name="plan_new"),
    path("news/plan/export/", plan.export, name="plan_export"),
    path("news/plan/<int:pk>/edit/", plan.change, name="plan_edit"),
    path("news/plan/<int:pk>/done/", plan.done, name="plan_done"),
    path("news/plan/<int:pk>/undone/", plan.undone, name="plan_undone"),
    path("news/plan/<int:pk>/drop/", plan.drop, name="plan_drop"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.new, name="project_new"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/edit/", projects.change, name="project_edit"),
    path("projects/<int:pk>/records/", project_work.records, name="project_choose"),
    path("projects/<int:pk>/progress/", project_work.step, name="project_step"),
    path("projects/<int:pk>/note/", project_work.note, name="project_note"),
    path("projects/progress/<int:pk>/drop/", project_work.delete_step, name="project_step_drop"),
    path("projects/progress/<int:pk>/photo/", project_work.photo, name="project_photo"),
    path("activities/<int:pk>/poster.pdf", sharing.activity_poster, name="activity_poster"),
    path("activities/<int:pk>/card.png", sharing.activity_card, name="activity_card"),
    path("cases/<int:pk>/card.png", sharing.case_card, name="case_card"),
    path("activities/<int:pk>/draft/", writing.draft, name="activity_draft"),
    path("activities/<int:pk>/told/", news.of_activity, name="activity_told"),
]
