"""Addresses of projects, but for those pages that need more than projects: see overview."""

from django.urls import path

from annotator.projects import views

urlpatterns = [
    path("", views.index, name="list"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("projects/<slug:slug>/settings/", views.settings, name="settings"),
    path("projects/<slug:slug>/members/", views.members, name="members"),
    path("projects/<slug:slug>/members/<int:user_id>/role/", views.role, name="role"),
    path("projects/<slug:slug>/members/<int:user_id>/removal/", views.removal, name="removal"),
    path(
        "projects/<slug:slug>/members/invitations/<int:invitation_id>/revocation/",
        views.revocation,
        name="revocation",
    ),
]
