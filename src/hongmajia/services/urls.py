"""URL patterns of the services room."""

from django.urls import path

from .views import activities, confirming, courses, papers, parts, records, signed_up, visits

urlpatterns = [
    path("engagements/<int:pk>/service/", parts.of_engagement, name="engagement_service"),
    path("engagements/<int:pk>/agreement.docx", papers.agreement, name="agreement"),
    path("helpers/<int:pk>/certificates/", papers.certificates, name="helper_certificates"),
    path(
        "helpers/<int:pk>/certificates/<int:season_pk>.pdf",
        papers.certificate_pdf,
        name="certificate_pdf",
    ),
    path("certificates/<token>/", papers.verify, name="certificate"),
    path("engagements/<int:pk>/schedule/", visits.schedule, name="visit_schedule"),
    path("engagements/<int:pk>/record/", records.start, name="record_start"),
    path("engagements/<int:pk>/confirm/", confirming.confirm, name="confirm_service"),
    path("engagements/<int:pk>/milestones/", confirming.milestone, name="milestone_set"),
    path("needs/<int:pk>/services/", parts.of_need, name="need_services"),
    path("needs/<int:pk>/reopen/", confirming.reopen, name="need_reopen"),
    path("needs/<int:pk>/confirm/", confirming.confirm_need, name="need_confirm"),
    path("activities/", activities.activity_list, name="activity_list"),
    path("activities/export/", activities.export, name="activity_export"),
    path("activities/new/", activities.plan, name="activity_new"),
    path("activities/<int:pk>/sign-up/", activities.join, name="activity_sign_up"),
    path("sign-ups/<signed>/", signed_up.mine, name="sign_up"),
    path("sign-ups/<signed>/cancel/", signed_up.cancel, name="sign_up_cancel"),
    path("sign-ups/<signed>/calendar.ics", signed_up.calendar, name="sign_up_calendar"),
    path("activities/<int:pk>/door/", activities.door, name="activity_door"),
    path("activities/<int:pk>/door.png", activities.door_code, name="activity_door_code"),
    path("come/<code>/", activities.at_the_door, name="come"),
    path("activities/<int:pk>/", visits.activity, name="activity"),
    path("activities/<int:pk>/move/", visits.move, name="activity_move"),
    path("activities/<int:pk>/call-off/", visits.cancel, name="activity_call_off"),
    path("activities/<int:pk>/calendar.ics", visits.calendar, name="activity_calendar"),
    path("activities/<int:pk>/record/", records.record, name="record"),
    path("activities/<int:pk>/correct/", records.correct, name="record_correct"),
    path("activities/<int:pk>/withdraw/", records.withdraw, name="record_withdraw"),
    path("activities/photos/<int:pk>/", records.photo, name="record_photo"),
    path("activities/photos/<int:pk>/consent/", records.photo_consent, name="photo_consent"),
    path("activities/suggestions/<int:pk>/", records.adopt, name="suggestion_adoption"),
    path("confirmations/<int:pk>/slip/", confirming.slip, name="confirmation_slip"),
    path("milestones/<int:pk>/done/", confirming.milestone_done, name="milestone_done"),
    path("call-backs/<int:pk>/", confirming.called_back, name="call_back"),
    path("helpers/<int:pk>/beside/", parts.beside_helper, name="beside_helper"),
    path("offers/<int:pk>/held/", courses.of_offer, name="offer_held"),
]
