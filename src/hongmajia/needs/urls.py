"""URLs of the room."""

from django.urls import path

from .feeds import NeedFeed
from .views import asking, item, linking, listing, own, places, same, telling, undoing, verifying

urlpatterns = [
    path("needs/feed.atom", NeedFeed(), name="need_feed"),
    path("needs/", listing.need_list, name="need_list"),
    path("needs/export/", listing.export, name="need_export"),
    path("needs/share/", listing.share, name="need_share"),
    path("needs/places/", places.find, name="need_places"),
    path("needs/ask/", asking.ask, name="ask"),
    path("needs/ask/fields/", asking.fields_while_asking, name="ask_fields"),
    path("needs/ask/persons/", asking.persons_while_asking, name="ask_persons"),
    path("needs/ask/<code>/", asking.asked, name="asked"),
    path("needs/ask/<code>/code.png", asking.code_picture, name="asked_picture"),
    path("needs/queue/", verifying.queue, name="need_queue"),
    path("needs/queue/act/", verifying.act_on_queue, name="need_queue_act"),
    path("needs/enter/", asking.enter, name="need_enter"),
    path("needs/ours/", own.ours, name="need_ours"),
    path("needs/<int:pk>/same/", same.same, name="need_same"),
    path("needs/<int:pk>/same/back/", same.not_same, name="need_not_same"),
    path("needs/<int:pk>/complete/", asking.complete, name="need_complete"),
    path("needs/<int:pk>/correct/", asking.correct, name="need_correct"),
    path("needs/<int:pk>/", item.need, name="need"),
    path("needs/<int:pk>/code/", item.code, name="need_code"),
    path("needs/<int:pk>/contact/", item.contact, name="need_contact"),
    path("needs/<int:pk>/original/", item.original, name="need_original"),
    path("needs/<int:pk>/similar/", item.similar, name="need_similar"),
    path("needs/<int:pk>/withdraw/", item.withdraw, name="need_withdraw"),
    path("needs/photos/<int:pk>/", item.photo, name="need_photo"),
    path("needs/<int:pk>/verify/", verifying.verify, name="need_verify"),
    path("needs/<int:pk>/return/", verifying.return_to_asker, name="need_return"),
    path("needs/<int:pk>/escalate/", verifying.escalate, name="need_escalate"),
    path("needs/<int:pk>/take-over/", verifying.take_over, name="need_take_over"),
    path("needs/<int:pk>/merge/", verifying.merge, name="need_merge"),
    path("needs/<int:pk>/unmerge/", undoing.unmerge, name="need_unmerge"),
    path("needs/<int:pk>/firm/", linking.need_firm, name="need_firm"),
    path("needs/<int:pk>/told/", telling.told, name="need_told"),
    path("needs/<int:pk>/unlist/", undoing.unlist, name="need_unlist"),
]
