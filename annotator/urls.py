"""Which address belongs to which feature."""

from django.urls import include, path

from annotator.overview import urls as overview
from annotator.projects import urls as projects
from annotator.web import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("", include("annotator.accounts.urls")),
    path("", include((overview.projects + projects.urlpatterns, "projects"))),
    path("", include((overview.articles, "articles"))),
    path("", include("annotator.schemes.urls")),
    path("", include("annotator.exchange.urls")),
    path("", include("annotator.releases.urls")),
    path("", include("annotator.assignments.urls")),
    path("", include("annotator.workbench.urls")),
    path("", include("annotator.insights.urls")),
    path("", include("annotator.reviews.urls")),
    path("", include("annotator.webhooks.urls")),
]

handler400 = "annotator.web.views.bad_request"
handler403 = "annotator.web.views.forbidden"
handler404 = "annotator.web.views.not_found"
handler500 = "annotator.web.views.failed"
