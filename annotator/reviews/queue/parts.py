"""What the queue is made of."""

from enum import StrEnum


class Part(StrEnum):
    """``READY``: everybody who should has handed in. ``EARLY``: two have, others are still at it.
    ``LATE``: handed in after the gold set was finished. ``SPOT``: the work of one person, to be
    looked at. ``REST``: work of one person that may be accepted unseen."""

    READY = "ready"
    EARLY = "early"
    SPOT = "spot"
    REST = "rest"
    OBJECTIONS = "objections"
    LATE = "late"
    UNDER_WAY = "under_way"
    RETURNED = "returned"
