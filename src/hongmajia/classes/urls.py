"""URL patterns of the classes room."""

urlpatterns: list[object] = []
