"""URL patterns of the publicity room."""

from django.urls import path

from .feeds import NewsFeed
from .views import news, projects, sharing, writing

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
    path("news/photos/<int:pk>/", news.photo, name="news_photo"),
    path("news/photos/<int:pk>/consent/", writing.consent, name="news_photo_consent"),
    path("news/photos/<int:pk>/drop/", writing.delete_photo, name="news_photo_drop"),
    path("projects/", projects.project_list, name="project_list"),
    path("projects/new/", projects.new, name="project_new"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/edit/", projects.change, name="project_edit"),
    path("activities/<int:pk>/poster.pdf", sharing.activity_poster, name="activity_poster"),
    path("activities/<int:pk>/card.png", sharing.activity_card, name="activity_card"),
    path("cases/<int:pk>/card.png", sharing.case_card, name="case_card"),
    path("activities/<int:pk>/draft/", writing.draft, name="activity_draft"),
    path("activities/<int:pk>/told/", news.of_activity, name="activity_told"),
]
