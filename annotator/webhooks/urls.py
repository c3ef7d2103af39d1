"""Addresses of webhooks."""

from django.urls import path

from annotator.webhooks import views

WEBHOOKS = "projects/<slug:slug>/webhooks/"
WEBHOOK = f"{WEBHOOKS}<int:webhook_id>/"

app_name = "webhooks"
urlpatterns = [
    path(WEBHOOKS, views.webhooks, name="list"),
    path(WEBHOOK, views.webhook, name="webhook"),
    path(f"{WEBHOOK}activation/", views.activation, name="activation"),
    path(f"{WEBHOOK}secret/", views.secret, name="secret"),
    path(f"{WEBHOOK}deletion/", views.deletion, name="deletion"),
    path(f"{WEBHOOK}ping/", views.ping, name="ping"),
    path(f"{WEBHOOK}deliveries/<int:delivery_id>/sending/", views.sending, name="sending"),
]
