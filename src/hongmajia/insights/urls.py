"""Addresses of the insights room, in full."""

from django.urls import path

from .views import bulletins, careers, exports, figures, history, open_data, wall, yearly

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/about/", figures.about, name="figures_about"),
    path("figures/years/", yearly.years, name="figures_years"),
    path("figures/years/file/", yearly.years_file, name="figures_years_file"),
    path("figures/years/imported/", history.imported, name="figures_imported"),
    path("figures/reported/<int:pk>/", yearly.report, name="total_report"),
    path("figures/totals/<int:pk>/back/", yearly.take_back, name="total_take_back"),
    path("figures/summary/", exports.summary, name="figures_summary"),
    path("figures/ledgers/", exports.ledger_start, name="ledger_start"),
    path("figures/ledgers/<int:pk>/", exports.ledger, name="ledger"),
    path("figures/ledgers/<int:pk>/file/", exports.ledger_file, name="ledger_file"),
    path("figures/bulletin/", bulletins.bulletin_new, name="bulletin_new"),
    path("figures/bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("figures/<slug:name>/", figures.records, name="records"),
    path("helpers/<int:pk>/years/", careers.helper_years, name="helper_years"),
    path("helpers/<int:pk>/growth/", careers.helper_growth, name="helper_growth"),
    path("enterprises/<int:pk>/years/", careers.enterprise_years, name="enterprise_years"),
    path("apprenticeships/<int:pk>/growth/", careers.apprentice_growth, name="apprentice_growth"),
    path("helpers/<int:pk>/figures/", figures.of_helper, name="helper_figures"),
    path("open-data/", open_data.page, name="open_data"),
    path("open-data/datapackage.json", open_data.description, name="open_data_description"),
    path("open-data/<slug:name>.csv", open_data.csv_file, name="open_data_csv"),
    path("open-data/<slug:name>.json", open_data.json_file, name="open_data_json"),
    path("figures/hours/export/", exports.hours, name="hours_export"),
    path("wall/", wall.wall, name="wall"),
]
