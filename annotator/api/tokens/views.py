"""The page of one's tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from annotator.accounts.requests import PersonRequest
from annotator.api.tokens import pages, services
from annotator.api.tokens.forms import TokenForm
from annotator.web.forms import status, submit

NEW_SECRET = "new_api_secret"  # noqa: S105  # the name under which a session keeps it


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: PersonRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    made = submit(form, services.make_token, by=request.user, person=request.user)
    if made:
        request.session[NEW_SECRET] = made[1]
        return redirect(reverse("api:tokens") + "#new-token")
    secret = request.session.pop(NEW_SECRET, "") if request.method == "GET" else ""
    address = request.build_absolute_uri(reverse("api:list_projects"))
    page = pages.tokens(request.user, form, secret, address)
    return render(request, "api/tokens.html", {"page": page}, status=status(form))


@require_POST
def revocation(request: PersonRequest, token_id: int) -> HttpResponse:
    services.revoke_token(by=request.user, token_id=token_id)
    messages.success(request, _("The token works no more."))
    return redirect("api:tokens")
