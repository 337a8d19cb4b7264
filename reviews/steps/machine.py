"""The states of a self-review and of its cycle, and every step between them, in one place.

The verbs do the steps, the database's triggers hold them (`reviews/models/frozen.py`). This table
says who does each, when, what must hold and what follows; `docs/states.md` is written from it, and
`tests/reviews/steps/test_machine.py` compares it with what the verbs do at random.
"""

from __future__ import annotations

from reviews.steps.following import INTERVIEW, PLAN, RECOGNITION
from reviews.steps.step import Step

NOT_STARTED = "not_started"
OPEN, PREPARED, PUBLISHED, SEALED = "open", "prepared", "published", "sealed"
"""The states of a cycle; those of a report are `AnnualReport.State`."""

WRITABLE = (NOT_STARTED, "draft", "returned")
REPORT = (
    Step(
        "reviews.report.write.save_draft",
        WRITABLE,
        ("draft", "returned"),
        "the manager",
        "not published; nobody else's window changed the same place",
        "the next version of the text",
    ),
    Step(
        "reviews.report.write.submit",
        WRITABLE,
        ("submitted",),
        "the manager",
        "every required section says something; each goal has a target, a way, a reason for a "
        "loss; no draft by rule is left",
        "the text is frozen with its digest and figures; the reviewer is told",
    ),
    Step(
        "reviews.report.withdrawing.withdraw",
        ("submitted",),
        ("draft", "returned"),
        "the manager",
        "the reviewer has neither opened, commented nor decided on it",
        "as before it was handed in",
    ),
    Step(
        "reviews.deciding.write.return_report",
        ("submitted",),
        ("returned",),
        "the reviewer, or her deputy",
        "not her own; a comment says why",
        "the manager is told, and writes on",
    ),
    Step(
        "reviews.deciding.write.approve",
        ("submitted",),
        ("approved", "reviewed"),
        "the reviewer, or her deputy",
        "every judgment is made, with a reason where the scheme wants one; "
        "no override beyond its bounds",
        "approved; with a second level only reviewed, and the second one is told",
    ),
    Step(
        "reviews.deciding.second.confirm",
        ("reviewed",),
        ("approved",),
        "the reviewer's own superior, else the next one up, in the end human resources",
        "she has neither judged nor approved it before",
        "the manager is told",
    ),
    Step(
        "reviews.deciding.second.send_back",
        ("reviewed",),
        ("submitted",),
        "the same",
        "with a reason, which the reviewer alone reads",
        "the reviewer decides anew",
    ),
    Step(
        "reviews.deciding.undo.take_back",
        ("returned", "approved", "reviewed", "submitted"),
        ("submitted", "reviewed"),
        "who decided",
        "within ten minutes; nobody has written, decided or prepared the publication since",
        "as before the decision; both stay on record",
    ),
    Step(
        "reviews.deciding.closing.close_report",
        WRITABLE,
        ("closed",),
        "human resources",
        "with a reason; who left or ended owes none anyway",
        "nobody waits for it any more",
    ),
    Step(
        "reviews.deciding.closing.wait_again",
        ("closed",),
        ("draft", "returned"),
        "human resources",
        "with a reason; not published",
        "she goes on where she was",
    ),
    Step(
        "reviews.publishing.write.publish_asked",
        ("approved",),
        ("published",),
        "human resources",
        "with its cycle",
        "it can no longer be changed",
    ),
)
CYCLE = (
    Step(
        "reviews.publishing.write.ask_to_publish",
        (OPEN,),
        (PREPARED,),
        "human resources",
        "scored; all reports approved, closed or owed by nobody; surveys and calibrations closed",
        "a second person is told; any change in between makes it void",
    ),
    Step(
        "reviews.publishing.write.decline_to_publish",
        (PREPARED,),
        (OPEN,),
        "another person of human resources",
        "with a reason",
        "nothing is published",
    ),
    Step(
        "reviews.publishing.write.withdraw_publication",
        (PREPARED,),
        (OPEN,),
        "who prepared it",
        "nobody has answered it",
        "nothing is published",
    ),
    Step(
        "reviews.publishing.write.publish_asked",
        (PREPARED,),
        (PUBLISHED,),
        "another person of human resources",
        "nothing has changed since it was prepared",
        "grades, calibrated ones too, names and decks stand for good; everybody is told",
    ),
    Step(
        "reviews.sealing.write.seal",
        (PUBLISHED,),
        (SEALED,),
        "human resources",
        "no query, appeal, improvement plan or proposed recognition is open",
        "everybody's record lies in the vault, one digest in the audit log; nothing is added",
    ),
    Step(
        "reviews.sealing.write.open_again",
        (SEALED,),
        (PUBLISHED,),
        "two people of human resources",
        "one asks with a reason, another one agrees",
        "queries, appeals and acknowledgments go on; the old seal stays",
    ),
)

ASKED, UPHELD, NOT_UPHELD, WITHDRAWN = "open", "upheld", "not_upheld", "withdrawn"
NOTHING = "-"
OBJECTION = (
    Step(
        "reviews.appeals.write.ask",
        (NOTHING,),
        (ASKED,),
        "the manager",
        "a line of her own number; before the publication or in the days after it",
        "the line is copied as it stands",
    ),
    Step(
        "reviews.appeals.write.appeal",
        (NOTHING,),
        (ASKED,),
        "the manager",
        "published, in the days after it; once",
        "it takes up the queries that she ticks",
    ),
    Step(
        "reviews.appeals.write.assign",
        (ASKED,),
        (ASKED,),
        "human resources",
        "to somebody who neither scored nor, of an appeal, reviewed or published it",
        "that person alone decides",
    ),
    Step(
        "reviews.appeals.naming.name_decider",
        (ASKED,),
        (ASKED,),
        "an administrator",
        "nobody may decide by the bank's own order; with a reason",
        "somebody without any part in it is told, and alone decides",
    ),
    Step(
        "reviews.appeals.files.attach",
        (ASKED,),
        (ASKED,),
        "who asked, who decides, human resources",
        "the file passes the checks of evidence",
        "it lies in the vault; who sees the query sees it",
    ),
    Step(
        "reviews.appeals.facts.put_right",
        (ASKED,),
        (ASKED,),
        "who decides",
        "published; she had no part in it; with a reason",
        "the fact counts once it is upheld, and can be taken out until then",
    ),
    Step(
        "reviews.appeals.deciding.decide",
        (ASKED,),
        (UPHELD, NOT_UPHELD),
        "who decides",
        "with a reason; what amends the result is upheld, and lowers nothing",
        "upheld with values or facts put right it amends her published result alone",
    ),
    Step(
        "reviews.appeals.write.withdraw",
        (ASKED,),
        (WITHDRAWN,),
        "who asked",
        "nobody has decided",
        "nothing",
    ),
)

INTRO = """\
# States and steps

What a self-review and its cycle go through: who does each step, when, what must hold, what follows.
Made from `reviews/steps/machine.py` by `python -m reviews.steps.machine`; a test holds this page,
the verbs and the database's triggers to it.

After the publication a result is acknowledged or not, queried, appealed against and amended, beside
what was published ([decision 34](decisions/0034-amendments.md)). A calibration moves grades before
it ([decision 35](decisions/0035-a-calibrated-grade-stands-beside-the-run.md)).
"""
HEAD = "| from | to | who | when | what follows | verb |\n|---|---|---|---|---|---|\n"


def as_page() -> str:
    """Return the page of docs."""
    tables = (
        ("A self-review", REPORT),
        ("A cycle", CYCLE),
        ("A query or an appeal", OBJECTION),
        ("The record of a feedback interview", INTERVIEW),
        ("An improvement plan", PLAN),
        ("A recognition", RECOGNITION),
    )
    return INTRO + "".join(f"\n## {title}\n\n{_table(steps)}" for title, steps in tables)


def _table(steps: tuple[Step, ...]) -> str:
    return HEAD + "".join(
        f"| {', '.join(one.start)} | {', '.join(one.end)} | {one.who} | {one.guard} | {one.effect} "
        f"| `{one.verb}` |\n"
        for one in steps
    )


if __name__ == "__main__":
    from pathlib import Path

    Path("docs/states.md").write_text(as_page(), "utf-8")
