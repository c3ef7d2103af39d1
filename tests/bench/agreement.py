"""Agreement of a large project through the database: 1,000 articles, three annotators, 30
annotations each, a fifth of which end elsewhere.

The command that the server starts in the background: from starting Python on to the last number and
the last disagreement that is kept. F1 and the uα family are a part of that; γ, links, attributes,
borders and what is behind every number are computed as well. Then the page that shows all of it.
"""

from random import Random
from uuid import UUID

from annotator.annotations.models import Annotation, AnnotationSet
from annotator.articles.models import Article
from annotator.projects.models import Project
from annotator.schemes.models import Meaning
from annotator.text.spans import quote_of
from tests import make
from tests.bench import texts
from tests.bench.command import manage
from tests.bench.stage import NOW, Stage, analyse
from tests.bench.table import Row, limited

LABELS = {"Speaker": 16, "Claim": 110, "Figure": 8}
WORDS = 650
ANNOTATORS = 3
EACH = 30
MEBIBYTE = 2**20


def measure(stage: Stage) -> list[Row]:
    articles = stage.sizes.corpus // 10
    project = _project(stage, articles)
    analyse()
    ran = manage(stage.server, "compute_agreement", project.slug)
    what = f"agreement of {articles:,} articles × {ANNOTATORS} × {EACH}"
    return [
        limited(f"{what}, in the background", ran.seconds, "s", 20),
        limited(f"{what}, memory", ran.peak / MEBIBYTE, "MiB", 500),
    ]


def _project(stage: Stage, count: int) -> Project:
    project = make.project(stage.people[0], name="Compared", slug="compared")
    random = Random(1)
    labels = {
        name: make.label(project, name, meaning=meaning)
        for name, meaning in zip(
            LABELS, (Meaning.SPEAKER, Meaning.CLAIM, Meaning.FIGURE), strict=True
        )
    }
    make.attribute(labels["Claim"])
    written = [texts.text(n, WORDS) for n in range(count)]
    articles = [make.article(project, text, title=f"Report {n}") for n, text in enumerate(written)]
    for article in articles:
        places = [
            (name, random.randrange(len(article.text) - 120))
            for name in random.choices(sorted(LABELS), k=EACH)
        ]
        for person in stage.people[:ANNOTATORS]:
            own = make.annotation_set(article, person, state="submitted", submitted=NOW)
            _annotate(own, article, places, labels, random)
    return project


def _annotate(own: AnnotationSet, article: Article, places, labels, random: Random) -> None:
    made = []
    for n, (name, start) in enumerate(places):
        span = (start, start + LABELS[name] + random.choice((0, 0, 0, 0, 3)))
        made.append(
            Annotation(
                uid=UUID(int=own.pk * 1_000 + n),
                set=own,
                label=labels[name],
                fragments=(span,),
                quote=quote_of(article.text, (span,)),
                attributes={"form": random.choice(("direct", "indirect"))}
                if name == "Claim"
                else {},
                created=NOW,
                updated=NOW,
            )
        )
    Annotation.objects.bulk_create(made)
