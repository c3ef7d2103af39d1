"""Addresses of label schemes."""

from django.urls import path

from annotator.schemes import attribute_views, link_views, views

LABELS = "projects/<slug:slug>/labels/"
LABEL = f"{LABELS}<int:label_id>/"
ATTRIBUTE = f"{LABELS}attributes/<int:attribute_id>/"
LINKS = f"{LABELS}links/"
LINK = f"{LINKS}<int:type_id>/"

app_name = "schemes"
urlpatterns = [
    path(LABELS, views.labels, name="labels"),
    path(f"{LABELS}order/", views.order, name="order"),
    path(f"{LABELS}scheme.json", views.scheme, name="scheme"),
    path(LABEL, views.label, name="label"),
    path(f"{LABEL}activation/", views.activation, name="activation"),
    path(f"{LABEL}move/", views.move, name="move"),
    path(f"{LABEL}deletion/", views.deletion, name="deletion"),
    path(f"{LABEL}attributes/", attribute_views.attributes, name="attributes"),
    path(ATTRIBUTE, attribute_views.attribute, name="attribute"),
    path(f"{ATTRIBUTE}move/", attribute_views.move, name="attribute_move"),
    path(f"{ATTRIBUTE}deletion/", attribute_views.deletion, name="attribute_deletion"),
    path(LINKS, link_views.links, name="links"),
    path(LINK, link_views.link, name="link"),
    path(f"{LINK}activation/", link_views.activation, name="link_activation"),
    path(f"{LINK}move/", link_views.move, name="link_move"),
    path(f"{LINK}deletion/", link_views.deletion, name="link_deletion"),
]
