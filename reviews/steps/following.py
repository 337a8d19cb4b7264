"""The states of what follows a published result, and every step between them.

A part of the table of `machine.py`; `tests/reviews/feedback/test_steps.py` tries each step and
what is no step.
"""

from __future__ import annotations

from reviews.steps.step import Step

NONE = "none"
HOLDER = "who holds the interview: the reviewer of then, her deputy of today, else HR"
INTERVIEW = (
    Step(
        "reviews.feedback.write.write_interview",
        (NONE, "waiting", "confirmed", "refused"),
        ("waiting",),
        HOLDER,
        "published, not sealed; a later version with a reason",
        "a new version, the old ones stay; the manager is told",
    ),
    Step(
        "reviews.feedback.write.confirm_interview",
        ("waiting",),
        ("confirmed",),
        "the manager",
        "the newest version, as she read it; not sealed",
        "it stays, with her remark; who wrote it is told",
    ),
    Step(
        "reviews.feedback.write.refuse_interview",
        ("waiting",),
        ("refused",),
        "the manager",
        "likewise, with a reason",
        "it stays, with her reason; who wrote it is told",
    ),
)
PLAN = (
    Step(
        "reviews.feedback.improving.write_plan",
        (NONE, "open", "met", "unmet"),
        ("open",),
        "who holds the interview, or human resources",
        "published, not sealed; one plan is open at a time",
        "a new plan, or the next version of the open one; the old items stay",
    ),
    Step(
        "reviews.feedback.improving.close_plan",
        ("open",),
        ("met", "unmet"),
        "the same",
        "the version that was read; what came of it is said",
        "it stays; the manager is told",
    ),
)
RECOGNITION = (
    Step(
        "reviews.feedback.recognising.propose",
        (NONE,),
        ("proposed",),
        "who holds the interview, or human resources",
        "published, not sealed; with a reason",
        "human resources is told",
    ),
    Step(
        "reviews.feedback.recognising.grant",
        ("proposed",),
        ("granted",),
        "human resources, not who proposed it",
        "nobody has decided before",
        "the manager sees it and is told",
    ),
    Step(
        "reviews.feedback.recognising.decline",
        ("proposed",),
        ("declined",),
        "the same",
        "likewise, with a reason",
        "who proposed it is told, the manager is not",
    ),
    Step(
        "reviews.feedback.recognising.withdraw",
        ("proposed",),
        ("withdrawn",),
        "who proposed it",
        "nobody has decided",
        "nothing comes of it",
    ),
)
