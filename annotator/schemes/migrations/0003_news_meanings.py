"""What labels of the news scheme mean, can say and link to, for projects that have them already.

The scheme is written out here as it was when this was made. What a project has by the same name
stays as it is, so that running it again changes nothing.
"""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.models.functions import Lower

MEANINGS = ("speaker", "claim", "figure", "cue")
ATTRIBUTES: tuple[tuple[str, str, str, list[str]], ...] = (
    ("speaker", "kind", "choice", ["person", "organisation", "anonymous", "document"]),
    ("claim", "form", "choice", ["direct", "indirect", "mixed"]),
    ("claim", "type", "choice", ["quantity", "prediction", "cause", "law", "personal", "other"]),
    ("claim", "check-worthy", "boolean", []),
)
LINKS = (
    ("claim", "said by", "speaker", True),
    ("figure", "in", "claim", False),
    ("cue", "introduces", "claim", True),
    ("claim", "quoted in", "claim", False),
)
BATCH = 1000


Ids = dict[tuple[int, str], int]
"""Labels by project and name."""


def give(apps: Apps, _schema_editor: Any) -> None:
    label, attribute = apps.get_model("schemes", "Label"), apps.get_model("schemes", "Attribute")
    link = apps.get_model("schemes", "RelationType")
    found = label.objects.annotate(key=Lower("name")).filter(key__in=MEANINGS)
    found.filter(meaning="").update(meaning=Lower("name"))
    ids = {(project, key): pk for project, key, pk in found.values_list("project_id", "key", "pk")}
    give_attributes(attribute, ids)
    give_links(link, ids)


def give_attributes(model: Any, ids: Ids) -> None:
    owners = {pk: key for (_project, key), pk in ids.items()}
    rows = model.objects.filter(label_id__in=owners).annotate(key=Lower("name"))
    there = set(rows.values_list("label_id", "key"))
    new = [
        model(label_id=pk, name=name, kind=kind, options=options, position=position)
        for pk, key in owners.items()
        for position, (owner, name, kind, options) in enumerate(ATTRIBUTES)
        if owner == key and (pk, name) not in there
    ]
    model.objects.bulk_create(new, batch_size=BATCH)


def give_links(model: Any, ids: Ids) -> None:
    there = set(model.objects.annotate(key=Lower("name")).values_list("project_id", "key"))
    wanted = [
        (model(project_id=project, name=name, many=many, position=position), source, target)
        for project in sorted({project for project, _key in ids})
        for position, (source, name, target, many) in enumerate(LINKS)
        if {(project, source), (project, target)} <= ids.keys() and (project, name) not in there
    ]
    model.objects.bulk_create([new for new, _source, _target in wanted], batch_size=BATCH)
    join(model.sources, [(new, ids[new.project_id, end]) for new, end, _ in wanted])
    join(model.targets, [(new, ids[new.project_id, end]) for new, _, end in wanted])


def join(way: Any, pairs: list[tuple[Any, int]]) -> None:
    rows = [way.through(relationtype_id=new.pk, label_id=pk) for new, pk in pairs]
    way.through.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("schemes", "0002_attributes_and_relation_types")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop, elidable=True)]
