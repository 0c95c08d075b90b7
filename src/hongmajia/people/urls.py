"""URLs of the people room."""

from django.urls import path

from .enums import HelperKind
from .views import apprentices, lists, own, pages, roll, safety, teams, ties

ARTISAN, TEAM = {"kind": HelperKind.ARTISAN}, {"kind": HelperKind.TEAM}

urlpatterns = [
    path("artisans/", lists.artisan_list, name="artisan_list"),
    path("artisans/act/", lists.act_on_list, name="helper_list_act"),
    path("artisans/new/", roll.register, ARTISAN, name="artisan_new"),
    path("artisans/export/", lists.export, ARTISAN, name="artisan_export"),
    path("teams/", lists.team_list, name="team_list"),
    path("teams/export/", lists.export, TEAM, name="team_export"),
    path("teams/new/", roll.register, TEAM, name="team_new"),
    path("helpers/<int:pk>/", pages.helper, name="helper"),
    path("helpers/<int:pk>/photo/", pages.photo, name="helper_photo"),
    path("helpers/<int:pk>/phone/", pages.phone, name="helper_phone"),
    path("helpers/<int:pk>/edit/", roll.change, name="helper_edit"),
    path("helpers/<int:pk>/leave/", roll.take_off, name="helper_leave"),
    path("helpers/<int:pk>/return/", roll.put_back, name="helper_return"),
    path("helpers/<int:pk>/consent/", roll.consent, name="helper_consent"),
    path("helpers/<int:pk>/settings/", own.settings, name="helper_settings"),
    path("helpers/<int:pk>/safety/", safety.safety, name="helper_safety"),
    path("licences/<int:pk>/number/", safety.reveal_licence, name="licence_number"),
    path("licences/<int:pk>/photo/", safety.evidence, name="licence_evidence"),
    path("licences/<int:pk>/remove/", safety.remove_licence, name="licence_remove"),
    path("insurances/<int:pk>/number/", safety.reveal_insurance, name="insurance_number"),
    path("insurances/<int:pk>/remove/", safety.remove_insurance, name="insurance_remove"),
    path("unions/<int:pk>/insurance/", safety.union_insurance, name="union_insurance"),
    path("helpers/<int:pk>/pause/", own.pause, name="helper_pause"),
    path("helpers/<int:pk>/resume/", own.resume, name="helper_resume"),
    path("helpers/<int:pk>/seats/", teams.members, name="team_seats"),
    path("helpers/<int:pk>/seats/<int:artisan>/leave/", teams.remove, name="team_unseat"),
    path("helpers/<int:pk>/sender/", teams.sender, name="team_sender"),
    path("helpers/<int:pk>/flag/", teams.flag, name="team_flag"),
    path("helpers/<int:pk>/firms/new/", ties.new, name="tie_new"),
    path("firm-ties/<int:pk>/end/", ties.end, name="tie_end"),
    path("enterprises/<int:pk>/masters/", ties.of_enterprise, name="enterprise_masters"),
    path("helpers/<int:pk>/apprentices/new/", apprentices.new, name="apprenticeship_new"),
    path("apprenticeships/", apprentices.apprenticeship_list, name="apprenticeship_list"),
    path("apprenticeships/<int:pk>/", apprentices.apprenticeship, name="apprenticeship"),
    path("apprenticeships/<int:pk>/edit/", apprentices.change, name="apprenticeship_edit"),
    path(
        "apprenticeships/<int:pk>/agreement/",
        apprentices.agreement,
        name="apprenticeship_agreement",
    ),
    path("apprenticeships/<int:pk>/sign/", apprentices.sign, name="apprenticeship_sign"),
    path("apprenticeships/<int:pk>/assess/", apprentices.assess, name="apprenticeship_assess"),
    path("apprenticeships/<int:pk>/finish/", apprentices.finish, name="apprenticeship_finish"),
    path("apprenticeships/<int:pk>/end/", apprentices.end, name="apprenticeship_end"),
]
