"""The endpoints together, with what holds for all of them."""

from ninja import NinjaAPI
from ninja.operation import Operation

from annotator.api import problems
from annotator.api.endpoints import (
    articles,
    deliveries,
    exports,
    projects,
    releases,
    sets,
    webhooks,
)
from annotator.api.media import StrictParser

DESCRIPTION = """\
Read a project's articles and annotation sets, bring articles in, put a model's suggestions beside
the text, and take the labelled corpus away.

A request carries a token: `Authorization: Bearer na_…`. You make tokens in your account. A token
may do what you may, and no more than its scope says: `read`, `annotate` (holds `read`), `manage`
(holds both). What you may not see is not there for you: 404.

Offsets are Unicode code points, half-open: in Python, `text[start:end]` is the marked string.

A POST, PUT or DELETE with an `Idempotency-Key` is done once: when the same request comes again
within a day it gets the same answer, but for secrets, with `Idempotency-Replayed: true`.

What goes wrong is told as `application/problem+json` (RFC 9457): a sentence in `detail`, and each
thing that is wrong in `errors`.
"""


class _Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = _Api(
    title="News Annotator",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    parser=StrictParser(),
)
problems.install(api)
api.add_router("/projects", projects.router)
api.add_router("", articles.router)
api.add_router("", sets.router)
api.add_router("", exports.router)
api.add_router("", releases.router)
api.add_router("", webhooks.router)
api.add_router("", deliveries.router)
