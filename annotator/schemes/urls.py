"""Addresses of label schemes."""

from django.urls import path

from annotator.schemes import views

LABELS = "projects/<slug:slug>/labels/"
LABEL = f"{LABELS}<int:label_id>/"

app_name = "schemes"
urlpatterns = [
    path(LABELS, views.labels, name="labels"),
    path(f"{LABELS}order/", views.order, name="order"),
    path(f"{LABELS}scheme.json", views.scheme, name="scheme"),
    path(LABEL, views.label, name="label"),
    path(f"{LABEL}activation/", views.activation, name="activation"),
    path(f"{LABEL}move/", views.move, name="move"),
    path(f"{LABEL}deletion/", views.deletion, name="deletion"),
]
