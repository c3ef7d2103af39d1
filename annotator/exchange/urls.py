"""Addresses of import and export."""

from django.urls import path

from annotator.exchange import views

IMPORT = "projects/<slug:slug>/import/"
STAGED = f"{IMPORT}<str:token>/"

app_name = "exchange"
urlpatterns = [
    path(IMPORT, views.import_, name="import_"),
    path(STAGED, views.preview, name="preview"),
    path(f"{STAGED}articles/", views.writing, name="writing"),
    path(f"{STAGED}deletion/", views.deletion, name="deletion"),
    path(f"{STAGED}problems.csv", views.problems, name="problems"),
    path(f"{STAGED}rejected.zip", views.rejected, name="rejected"),
    path("projects/<slug:slug>/export/", views.export, name="export"),
]
