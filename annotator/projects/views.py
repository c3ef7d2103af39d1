"""Projects, their settings, members and services."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotator.accounts.requests import PersonRequest
from annotator.projects import pages, permissions, queries, services
from annotator.projects.forms import InvitationForm, JoinForm, RoleForm, SettingsForm, SignUpForm
from annotator.web import failures
from annotator.web.forms import status, submit, valid

NEW_LINK = "new_invitation_link"


@require_GET
def index(request: PersonRequest) -> HttpResponse:
    return render(request, "projects/list.html", {"page": pages.projects(request.user)})


@require_http_methods(["GET", "POST"])
def settings(request: PersonRequest, slug: str) -> HttpResponse:
    membership = queries.membership_of(slug, request.user)
    project = membership.project
    permissions.check_can_manage(request.user, project)
    form = SettingsForm(request.POST or None, initial=services.settings_of(project))
    if changed := submit(form, services.change_project, by=request.user, project=project):
        messages.success(request, _("Saved."))
        return redirect("projects:settings", changed.slug)
    context = {"membership": membership, "form": form}
    return render(request, "projects/settings.html", context, status=status(form))


@never_cache
@require_http_methods(["GET", "POST"])
def members(request: PersonRequest, slug: str) -> HttpResponse:
    membership = queries.membership_of(slug, request.user)
    permissions.check_can_manage(request.user, membership.project)
    form = InvitationForm(request.POST or None)
    made = submit(form, services.invite, by=request.user, project=membership.project)
    if made:
        address = reverse("projects:invitation", args=[made[1]])
        request.session[NEW_LINK] = request.build_absolute_uri(address)
        return redirect(reverse("projects:members", args=[slug]) + "#new-link")
    link = request.session.pop(NEW_LINK, "") if request.method == "GET" else ""
    page = pages.members(membership, form, link)
    return render(request, "projects/members.html", {"page": page}, status=status(form))


@require_POST
def role(request: PersonRequest, slug: str, user_id: int) -> HttpResponse:
    project = queries.project_of(slug, request.user)
    wanted = valid(RoleForm(request.POST))
    services.change_role(by=request.user, project=project, user_id=user_id, **wanted)
    messages.success(request, _("Saved."))
    return redirect("projects:members" if user_id != request.user.pk else "projects:detail", slug)


@require_POST
def removal(request: PersonRequest, slug: str, user_id: int) -> HttpResponse:
    project = queries.project_of(slug, request.user)
    services.remove_member(by=request.user, project=project, user_id=user_id)
    messages.success(request, _("Removed. What they annotated stays."))
    if user_id == request.user.pk:
        return redirect("projects:list")
    return redirect("projects:members", slug)


@require_POST
def revocation(request: PersonRequest, slug: str, invitation_id: int) -> HttpResponse:
    project = queries.project_of(slug, request.user)
    services.revoke(by=request.user, project=project, invitation_id=invitation_id)
    messages.success(request, _("The link works no more."))
    return redirect("projects:members", slug)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join with the account one is signed in with, or make one."""
    found = queries.invitation_of(token)
    if reason := queries.closed_because(found):
        return failures.page(request, reason, 410)
    if request.user.is_authenticated:
        return _join(request, token, {"invitation": found})
    form = SignUpForm(request.POST or None)
    if user := submit(form, services.sign_up, token=token):
        login(request, user)
        return redirect("projects:detail", found.project.slug)
    context = {"invitation": found, "form": form, "next": request.path}
    return render(request, "projects/sign_up.html", context, status=status(form))


def _join(request: HttpRequest, token: str, context: dict[str, object]) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if membership := submit(form, services.accept, token=token, by=request.user):
        return redirect("projects:detail", membership.project.slug)
    return render(request, "projects/join.html", {**context, "form": form}, status=status(form))
