"""Signing in and out, and one's own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from annotator.accounts import services
from annotator.accounts.forms import PasswordForm, PreferencesForm, SignInForm
from annotator.accounts.requests import PersonRequest
from annotator.web import failures
from annotator.web.address import address_of
from annotator.web.forms import status, submit


@login_not_required
@never_cache
@ensure_csrf_cookie
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """A page; or, posted by a script to sign in again in place, 204 or 422 with a sentence."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(_next(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    user = submit(form, services.recognise, address=address_of(request))
    if user is None:
        return _signed_out(request, form)
    login(request, user)
    if failures.wants_fragment(request):
        return HttpResponse(status=204, headers={"X-User": str(user.pk)})
    return redirect(_next(request))


def _signed_out(request: HttpRequest, form: SignInForm) -> HttpResponse:
    if failures.wants_fragment(request):
        sentence = " ".join(map(str, form.non_field_errors())) or _(
            "Give your username and password."
        )
        return failures.fragment(sentence, 422)
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "accounts/sign_in.html", context, status=status(form))


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is here."""
    url = request.POST.get("next", request.GET.get("next", ""))
    here = {request.get_host()}
    if url_has_allowed_host_and_scheme(url, here, require_https=request.is_secure()):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_http_methods(["GET", "POST"])
def account(request: PersonRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, initial=model_to_dict(request.user))
    if submit(form, services.change_preferences, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form}, status=status(form))


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: PersonRequest) -> HttpResponse:
    form = PasswordForm(request.user, request.POST or None)
    if user := submit(form, services.change_password, by=request.user):
        update_session_auth_hash(request, user)
        done = _("Your password is changed. Other browsers are signed out, and tokens revoked.")
        messages.success(request, done)
        return redirect("accounts:account")
    return render(request, "accounts/password.html", {"form": form}, status=status(form))
