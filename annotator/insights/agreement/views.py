"""The agreement of a project."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from annotator.accounts.requests import PersonRequest
from annotator.insights.agreement import exporting, listing, pages, services
from annotator.insights.agreement.permissions import check_can_see
from annotator.projects.models import Membership
from annotator.projects.queries import membership_of


@require_GET
def agreement(request: PersonRequest, slug: str) -> HttpResponse:
    page = pages.agreement(_membership(request, slug), request.GET, request.user)
    return render(request, "insights/agreement.html", {"page": page})


@require_GET
def disagreements(request: PersonRequest, slug: str) -> HttpResponse:
    page = listing.disagreements(_membership(request, slug), request.GET, request.user)
    return render(request, "insights/disagreements.html", {"page": page})


@require_GET
def numbers(request: PersonRequest, slug: str) -> HttpResponse:
    """To be taken away, as JSON or as CSV."""
    page = pages.agreement(_membership(request, slug), request.GET, request.user)
    if not page.comparison:
        return redirect("insights:agreement", slug)
    if request.GET.get("format") == "csv":
        answer = HttpResponse(exporting.table(page.comparison), "text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{slug}-agreement.csv"'
        return answer
    return JsonResponse(
        exporting.document(page.comparison),
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{slug}-agreement.json"'},
    )


@require_http_methods(["GET", "POST"])
def computing(request: PersonRequest, slug: str) -> HttpResponse:
    """Have it computed; how far that is."""
    membership = _membership(request, slug)
    scope = pages.form_of(membership, request.GET).asked()
    if request.method == "POST":
        services.ask(project_id=membership.project_id, scope=scope, by=request.user)
    elif request.htmx:
        page = pages.computing(membership, scope)
        if page.computing:
            return render(request, "insights/_agreement_progress.html", {"page": page})
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect(pages.address(membership, scope))


def _membership(request: PersonRequest, slug: str) -> Membership:
    membership = membership_of(slug, request.user)
    check_can_see(membership)
    return membership
