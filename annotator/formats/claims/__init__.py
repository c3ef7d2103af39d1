"""schema.org’s Claim and ClaimReview, as one JSON-LD document.

Every annotation of a label that means a claim is a Claim: what the text says, who says it – whoever
a relation leads to from the claim –, and the article that it stands in. A ClaimReview is made only
where a person rated the claim: in an annotator’s or the gold set, by an attribute called “rating”,
“verdict”, “truth rating” or “veracity”. A number is its value, words are its name; the best and the
worst rating are not made up. Nothing reads this format again.
"""

from annotator.formats.claims.writing import write

__all__ = ["write"]
