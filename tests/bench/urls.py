"""The application's addresses, and the floor: a view that inserts one row and returns 1 kB."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from annotator.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

ANSWER = "x" * 1024
INSERT = "INSERT INTO bench_row (quote) VALUES (%s)"


@csrf_exempt
@login_not_required
@require_POST
def floor(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [request.POST["quote"]])
    return HttpResponse(ANSWER)


urlpatterns = [*urlpatterns, path("floor/", floor)]
