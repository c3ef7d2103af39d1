"""What must be true of the database and one query can ask."""

RULES: dict[str, tuple[str, str]] = {
    "An annotation's label belongs to another project than its article.": (
        "annotation",
        """SELECT n.id FROM annotations_annotation n
           JOIN annotations_annotationset s ON s.id = n.set_id
           JOIN articles_article a ON a.id = s.article_id
           JOIN schemes_label l ON l.id = n.label_id WHERE l.project_id <> a.project_id""",
    ),
    "It has the same id as another annotation of its set.": (
        "annotation",
        """SELECT max(id) FROM annotations_annotation GROUP BY set_id, uid HAVING count(*) > 1""",
    ),
    "Its owner has another annotator's set for the same article.": (
        "set",
        """SELECT max(id) FROM annotations_annotationset WHERE kind = 'annotator'
           AND owner_id IS NOT NULL GROUP BY article_id, owner_id HAVING count(*) > 1""",
    ),
    "It is one of several gold sets of its article.": (
        "set",
        """SELECT max(id) FROM annotations_annotationset WHERE kind = 'gold'
           GROUP BY article_id HAVING count(*) > 1""",
    ),
    "Its state and its time of submission contradict each other.": (
        "set",
        """SELECT id FROM annotations_annotationset
           WHERE (state IN ('submitted', 'accepted')) <> (submitted IS NOT NULL)""",
    ),
    "It belongs to another project than its own article.": (
        "set",
        """SELECT s.id FROM annotations_annotationset s JOIN articles_article a
           ON a.id = s.article_id WHERE s.project_id <> a.project_id""",
    ),
    "It was updated before it was created.": (
        "set",
        "SELECT id FROM annotations_annotationset WHERE updated < created",
    ),
    "It has seen fewer changes than its last step says.": (
        "set",
        """SELECT s.id FROM annotations_annotationset s JOIN annotations_step p ON p.set_id = s.id
           GROUP BY s.id HAVING max(p.number) > s.version""",
    ),
    "The log tells of another article for this step.": (
        "step",
        """SELECT DISTINCT p.id FROM annotations_step p JOIN annotations_annotationset s
           ON s.id = p.set_id JOIN activity_event e ON e.step = p.id
           WHERE e.article_id <> s.article_id""",
    ),
    "It was undone although a later step of the same person was not.": (
        "step",
        """SELECT p.id FROM annotations_step p WHERE p.kind = 'change' AND p.state = 'undone'
           AND EXISTS (SELECT FROM annotations_step q WHERE q.set_id = p.set_id
           AND q.by_id = p.by_id AND q.kind = 'change' AND q.state = 'done'
           AND q.number > p.number)""",
    ),
    "It has the number of another step of its set.": (
        "step",
        """SELECT max(id::text) FROM annotations_step GROUP BY set_id, number
           HAVING count(*) > 1""",
    ),
    "It doesn't come after the article that it revises.": (
        "article",
        """SELECT a.id FROM articles_article a JOIN articles_article b ON b.id = a.revises_id
           WHERE a.project_id <> b.project_id OR a.revision <= b.revision""",
    ),
    "It has the text of another article of its project.": (
        "article",
        """SELECT max(id) FROM articles_article GROUP BY project_id, digest
           HAVING count(*) > 1""",
    ),
    "Its invitation was accepted by nobody, or nobody knows when.": (
        "invitation",
        """SELECT id FROM projects_invitation
           WHERE (accepted IS NULL) <> (accepted_by_id IS NULL)""",
    ),
    "It points to a speaker of another project.": (
        "annotation",
        """SELECT n.id FROM annotations_annotation n
           JOIN annotations_annotationset s ON s.id = n.set_id
           JOIN articles_article a ON a.id = s.article_id
           JOIN speakers_speaker p ON p.id = n.speaker_id WHERE p.project_id <> a.project_id""",
    ),
    "It belongs to another project than its article.": (
        "relation",
        """SELECT r.id FROM annotations_relation r
           JOIN annotations_annotationset s ON s.id = r.set_id
           JOIN articles_article a ON a.id = s.article_id
           JOIN schemes_relationtype t ON t.id = r.type_id WHERE t.project_id <> a.project_id""",
    ),
    "One of its ends is no annotation of its set.": (
        "relation",
        """SELECT r.id FROM annotations_relation r
           LEFT JOIN annotations_annotation a ON a.set_id = r.set_id AND a.uid = r.source
           LEFT JOIN annotations_annotation b ON b.set_id = r.set_id AND b.uid = r.target
           WHERE a.id IS NULL OR b.id IS NULL""",
    ),
    "The scheme has no such link between these labels.": (
        "relation",
        """SELECT r.id FROM annotations_relation r
           JOIN annotations_annotation a ON a.set_id = r.set_id AND a.uid = r.source
           JOIN annotations_annotation b ON b.set_id = r.set_id AND b.uid = r.target
           LEFT JOIN schemes_relationtype_sources f
           ON f.relationtype_id = r.type_id AND f.label_id = a.label_id
           LEFT JOIN schemes_relationtype_targets t
           ON t.relationtype_id = r.type_id AND t.label_id = b.label_id
           WHERE f.id IS NULL OR t.id IS NULL""",
    ),
    "It is one of several links of an annotation that can have one.": (
        "relation",
        """SELECT max(r.id) FROM annotations_relation r
           JOIN schemes_relationtype t ON t.id = r.type_id AND NOT t.many
           GROUP BY r.set_id, r.source, r.type_id HAVING count(*) > 1""",
    ),
    "A label that it joins belongs to another project.": (
        "link of a scheme",
        """SELECT t.id FROM schemes_relationtype t JOIN (
           SELECT relationtype_id, label_id FROM schemes_relationtype_sources
           UNION SELECT relationtype_id, label_id FROM schemes_relationtype_targets) e
           ON e.relationtype_id = t.id JOIN schemes_label l ON l.id = e.label_id
           WHERE l.project_id <> t.project_id""",
    ),
    "It was merged into one that was merged itself, or that belongs to another project.": (
        "speaker",
        """SELECT p.id FROM speakers_speaker p JOIN speakers_speaker q ON q.id = p.merged_into_id
           WHERE q.merged_into_id IS NOT NULL OR q.project_id <> p.project_id""",
    ),
    "It does not go by its own name.": (
        "speaker",
        """SELECT p.id FROM speakers_speaker p WHERE NOT EXISTS (
           SELECT FROM speakers_alias n WHERE n.speaker_id = p.id AND n.name = p.name)""",
    ),
    "It says how it came into a gold set, and is in none.": (
        "annotation",
        """SELECT n.id FROM annotations_annotation n JOIN annotations_annotationset s
           ON s.id = n.set_id WHERE n.provenance <> '' AND s.kind <> 'gold'""",
    ),
    "It belongs to another project than its article does.": (
        "slot",
        """SELECT s.id FROM assignments_slot s JOIN articles_article a ON a.id = s.article_id
           WHERE s.project_id <> a.project_id""",
    ),
    "Who took it has no annotation set of the article.": (
        "slot",
        """SELECT s.id FROM assignments_slot s WHERE s.annotator_id IS NOT NULL
           AND NOT EXISTS (SELECT FROM annotations_annotationset o WHERE o.kind = 'annotator'
           AND o.article_id = s.article_id AND o.owner_id = s.annotator_id)""",
    ),
    "What it made is not the gold set of its article.": (
        "adjudication",
        """SELECT j.id FROM reviews_adjudication j JOIN annotations_annotationset s
           ON s.id = j.gold_id WHERE s.kind <> 'gold' OR s.article_id <> j.article_id""",
    ),
    "It is finished and its gold set is not accepted, or the other way round.": (
        "adjudication",
        """SELECT j.id FROM reviews_adjudication j JOIN annotations_annotationset s
           ON s.id = j.gold_id WHERE (j.finished IS NOT NULL) <> (s.state = 'accepted')""",
    ),
    "It was made in a step of another set than the gold one.": (
        "decision",
        """SELECT d.id FROM reviews_decision d JOIN reviews_adjudication j
           ON j.id = d.adjudication_id JOIN annotations_step p ON p.id = d.step_id
           WHERE p.set_id <> j.gold_id""",
    ),
    "It is about a set that nobody annotated.": (
        "review",
        """SELECT r.id FROM reviews_review r JOIN annotations_annotationset s ON s.id = r.set_id
           WHERE s.kind NOT IN ('annotator', 'imported')""",
    ),
    "It is about another project's article, or another article's set.": (
        "thread",
        """SELECT t.id FROM reviews_thread t JOIN articles_article a ON a.id = t.article_id
           LEFT JOIN annotations_annotationset s ON s.id = t.set_id
           WHERE t.project_id <> a.project_id OR s.article_id <> t.article_id""",
    ),
}
"""A sentence, the thing it is about, and the rows that break it."""
