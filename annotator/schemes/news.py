"""The scheme that projects begin with: who said what, with which figures."""

from annotator.schemes.drafts import AttributeDraft, LabelDraft, RelationDraft, SchemeDraft
from annotator.schemes.models import Attribute, Hue, Meaning

SPEAKER_KIND = AttributeDraft(
    name="kind",
    kind=Attribute.Kind.CHOICE,
    options=("person", "organisation", "anonymous", "document"),
)
CLAIM_FORM = AttributeDraft(
    name="form", kind=Attribute.Kind.CHOICE, options=("direct", "indirect", "mixed")
)
CLAIM_TYPE = AttributeDraft(
    name="type",
    kind=Attribute.Kind.CHOICE,
    options=("quantity", "prediction", "cause", "law", "personal", "other"),
)
CHECK_WORTHY = AttributeDraft(name="check-worthy", kind=Attribute.Kind.BOOLEAN)

NEWS = SchemeDraft(
    labels=(
        LabelDraft(
            name="Speaker",
            description="Who says it.",
            hue=Hue.BLUE,
            digit=1,
            meaning=Meaning.SPEAKER,
            attributes=(SPEAKER_KIND,),
        ),
        LabelDraft(
            name="Claim",
            description="What is said.",
            hue=Hue.BRICK,
            digit=2,
            meaning=Meaning.CLAIM,
            attributes=(CLAIM_FORM, CLAIM_TYPE, CHECK_WORTHY),
        ),
        LabelDraft(
            name="Figure",
            description="A number, with what it counts.",
            hue=Hue.GREEN,
            digit=3,
            meaning=Meaning.FIGURE,
        ),
        LabelDraft(
            name="Cue",
            description="The words that announce the claim: said, according to.",
            hue=Hue.PINK,
            digit=4,
            active=False,
            meaning=Meaning.CUE,
        ),
    ),
    relations=(
        RelationDraft(name="said by", sources=("Claim",), targets=("Speaker",), many=True),
        RelationDraft(name="in", sources=("Figure",), targets=("Claim",)),
        RelationDraft(name="introduces", sources=("Cue",), targets=("Claim",), many=True),
        RelationDraft(name="quoted in", sources=("Claim",), targets=("Claim",)),
    ),
)
