"""Addresses of the insights room, in full."""

from django.urls import path

from .views import bulletins, exports, figures, wall, yearly

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/about/", figures.about, name="figures_about"),
    path("figures/years/", yearly.years, name="figures_years"),
    path("figures/years/file/", yearly.years_file, name="figures_years_file"),
    path("figures/reported/<int:pk>/", yearly.report, name="total_report"),
    path("figures/totals/<int:pk>/back/", yearly.take_back, name="total_take_back"),
    path("figures/summary/", exports.summary, name="figures_summary"),
    path("figures/ledgers/", exports.ledger_start, name="ledger_start"),
    path("figures/ledgers/<int:pk>/", exports.ledger, name="ledger"),
    path("figures/ledgers/<int:pk>/file/", exports.ledger_file, name="ledger_file"),
    path("figures/bulletin/", bulletins.bulletin_new, name="bulletin_new"),
    path("figures/bulletins/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("figures/<slug:name>/", figures.records, name="records"),
    path("helpers/<int:pk>/figures/", figures.of_helper, name="helper_figures"),
    path("wall/", wall.wall, name="wall"),
]
