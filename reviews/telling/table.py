"""Every verb of the reviews: of which kind it tells whom, or why it tells nobody.

`docs/notices.md` is written from it; `tests/reviews/telling/test_table.py` finds a verb that is
missing here, and compares with what the verbs tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfcenter.base.registry import NoticeKind
from reviews.telling import kinds
from scoring.cycles.kinds import DEPUTY, REVIEWER

HR = "human resources"
SEATS = "owner, facilitator, observers, and who set it up"


@dataclass(frozen=True)
class Tells:
    """A verb by its place, the entries that it leaves, what it tells and whom."""

    verb: str
    actions: tuple[str, ...]
    kind: NoticeKind
    whom: str


@dataclass(frozen=True)
class Silent:
    """Verbs of a module that tell nobody, and why."""

    module: str
    verbs: str
    why: str

    @property
    def places(self) -> set[str]:
        return {f"{self.module}.{verb}" for verb in self.verbs.split()}


TELLING = (
    Tells("reviews.report.write.submit", ("report.submit",), kinds.HANDED_IN, "the reviewer"),
    Tells("reviews.report.withdrawing.withdraw", ("report.withdraw",), kinds.TAKEN_BACK,
          "the reviewer"),
    Tells("reviews.deciding.write.return_report", ("report.return",), kinds.RETURNED,
          "the manager"),
    Tells("reviews.deciding.write.approve", ("report.approve",), kinds.APPROVED,
          "the manager; with a second level who approves after the reviewer"),
    Tells("reviews.deciding.second.confirm", ("report.confirm",), kinds.APPROVED, "the manager"),
    Tells("reviews.deciding.second.send_back", ("report.send_back",), kinds.HANDED_IN,
          "the reviewer"),
    Tells("reviews.deciding.undo.take_back", ("report.take_back",), kinds.TAKEN_BACK,
          "whoever was told of the decision"),
    Tells("reviews.deciding.closing.close_report", ("report.close",), kinds.AWAITED,
          "the manager"),
    Tells("reviews.deciding.closing.wait_again", ("report.reopen",), kinds.AWAITED,
          "the manager"),
    Tells("reviews.deciding.extending.extend", ("report.extend",), kinds.AWAITED,
          "the managers"),
    Tells("reviews.reminding.write.remind", ("report.remind",), kinds.REMINDED,
          "whoever it waits for"),
    Tells("reviews.publishing.write.ask_to_publish", ("cycle.ask_publish",), kinds.PREPARED,
          f"the others of {HR}"),
    Tells("reviews.publishing.write.decline_to_publish", ("cycle.decline_publish",),
          kinds.NOT_PUBLISHED, "who prepared it"),
    Tells("reviews.publishing.write.withdraw_publication", ("cycle.withdraw_publish",),
          kinds.NOT_PUBLISHED, f"the others of {HR}"),
    Tells("reviews.publishing.write.publish_asked", ("cycle.publish",), kinds.PUBLISHED,
          "everybody who takes part"),
    Tells("reviews.publishing.write.publish", ("cycle.publish",), kinds.PUBLISHED,
          "everybody who takes part"),
    Tells("reviews.publishing.write.publish_together", ("cycle.publish",), kinds.PUBLISHED,
          "everybody who takes part"),
    Tells("reviews.acknowledging.write.refuse_to_sign", ("result.refuse",), kinds.NOT_SIGNED, HR),
    Tells("reviews.acknowledging.write.remind_to_acknowledge", ("report.remind",),
          kinds.REMINDED, "who has not answered"),
    Tells("reviews.appeals.write.ask", ("objection.ask",), kinds.ASKED, HR),
    Tells("reviews.appeals.write.appeal", ("objection.appeal",), kinds.ASKED, HR),
    Tells("reviews.appeals.write.say", ("objection.say",), kinds.SAID,
          f"who asked; who decides, as long as nobody is named {HR}"),
    Tells("reviews.appeals.write.assign", ("objection.assign",), kinds.GIVEN,
          "who decides now, and who did before"),
    Tells("reviews.appeals.write.withdraw", ("objection.withdraw",), kinds.DECIDED,
          f"who decides, as long as nobody is named {HR}"),
    Tells("reviews.appeals.deciding.decide", ("objection.decide",), kinds.DECIDED, "who asked"),
    Tells("reviews.contracts.write.call", ("contract.call",), kinds.TO_SIGN,
          "everybody who takes part"),
    Tells("reviews.contracts.write.sign", ("contract.sign",), kinds.ANSWERED, "the reviewer"),
    Tells("reviews.contracts.write.refuse", ("contract.refuse",), kinds.ANSWERED,
          f"the reviewer and {HR}"),
    Tells("reviews.contracts.countersigning.countersign", ("contract.countersign",),
          kinds.ANSWERED, "the manager"),
    Tells("reviews.contracts.countersigning.decline_to_countersign",
          ("contract.not_countersign",), kinds.ANSWERED, "the manager"),
    Tells("reviews.goals.bulk.propose", ("cycle.propose",), kinds.GOALS, "the managers"),
    Tells("reviews.goals.bulk.put_targets", ("cycle.targets",), kinds.GOALS, "the managers"),
    Tells("reviews.goals.take.take_into_cycle", ("cycle.goals",), kinds.GOALS, "the managers"),
    Tells("reviews.meetings.write.save_check_in", ("checkin.save",), kinds.CHECK_IN,
          "the other side"),
    Tells("reviews.meetings.write.confirm_check_in", ("checkin.confirm",), kinds.CHECK_IN,
          "the other side"),
    Tells("reviews.meetings.write.write_note", ("talk.note",), kinds.NOTE,
          "the other side; of a private note nobody"),
    Tells("reviews.calibration.write.open_session", ("calibration.open",), kinds.CALIBRATION,
          SEATS),
    Tells("reviews.calibration.write.move_grade", ("calibration.move",), kinds.MOVED,
          f"{SEATS}: once a day, and nobody else"),
    Tells("reviews.calibration.write.close_session", ("calibration.close",), kinds.CALIBRATION,
          SEATS),
    Tells("reviews.calibration.write.drop_session", ("calibration.drop",), kinds.CALIBRATION,
          SEATS),
    Tells("reviews.sealing.write.seal", ("cycle.seal",), kinds.SEALED,
          f"who was published, and {HR}"),
    Tells("reviews.sealing.write.ask_to_open", ("cycle.ask_unseal",), kinds.SEALED,
          f"the others of {HR}"),
    Tells("reviews.sealing.write.open_again", ("cycle.unseal",), kinds.SEALED,
          f"who was published, and {HR}"),
    Tells("reviews.sealing.write.decline_to_open", ("cycle.decline_unseal",), kinds.SEALED,
          "who asked"),
    Tells("reviews.sealing.write.withdraw_asking", ("cycle.withdraw_unseal",), kinds.SEALED,
          f"the others of {HR}"),
    Tells("reviews.appeals.naming.name_decider", ("objection.name",), kinds.NAMED,
          "who is named"),
    Tells("reviews.feedback.write.set_rule", ("interview.rule",), kinds.INTERVIEWED,
          "the reviewers, of the day"),
    Tells("reviews.feedback.write.write_interview", ("interview.write",), kinds.INTERVIEWED,
          "the manager"),
    Tells("reviews.feedback.write.confirm_interview", ("interview.confirm",), kinds.INTERVIEWED,
          "who wrote the record"),
    Tells("reviews.feedback.write.refuse_interview", ("interview.refuse",), kinds.INTERVIEWED,
          "who wrote the record"),
    Tells("reviews.feedback.improving.write_plan", ("improvement.write",), kinds.IMPROVING,
          "the manager and who holds the interview"),
    Tells("reviews.feedback.improving.review_plan", ("improvement.review",), kinds.IMPROVING,
          "the manager and who holds the interview"),
    Tells("reviews.feedback.improving.close_plan", ("improvement.close",), kinds.IMPROVING,
          "the manager and who holds the interview"),
    Tells("reviews.feedback.recognising.propose", ("recognition.propose",), kinds.RECOGNISED, HR),
    Tells("reviews.feedback.recognising.grant", ("recognition.decide",), kinds.RECOGNISED,
          "who proposed it, and the manager"),
    Tells("reviews.feedback.recognising.decline", ("recognition.decide",), kinds.RECOGNISED,
          "who proposed it, never the manager"),
    Tells("reviews.feedback.growing.write_need", ("need.write",), kinds.GROWING,
          "the other one of the two"),
    Tells("reviews.feedback.growing.write_wish", ("wish.write",), kinds.GROWING,
          "who holds the interview, without what is wished"),
    Tells("reviews.surveys.write.open_survey", ("survey.open",), kinds.SURVEY_OPENED,
          "all staff who are asked"),
    Tells("reviews.surveys.write.remind_everybody", ("survey.remind",), kinds.SURVEY_REMINDED,
          "all staff who are asked, those who have answered too"),
    Tells("reviews.surveys.closing.close_survey", ("survey.close",), kinds.SURVEY_CLOSED,
          "all staff who are asked"),
    Tells("reviews.surveys.nominating.ask_for_raters", ("survey.ask_raters",), kinds.RATERS,
          "everybody whom it is about"),
    Tells("reviews.surveys.nominating.propose", ("survey.propose",), kinds.RATERS,
          "the reviewer"),
    Tells("reviews.surveys.nominating.approve_proposal",
          ("survey.raters_approved", "survey.raters_changed"), kinds.RATERS, "who proposed"),
    Tells("reviews.surveys.nominating.refuse_proposal", ("survey.raters_refused",), kinds.RATERS,
          "who proposed"),
    Tells("reviews.team.write.approve_together", ("report.approve",), kinds.APPROVED,
          "the managers"),
    Tells("scoring.cycles.deputies.name_deputy", ("deputy.name",), DEPUTY, "the deputy"),
    Tells("scoring.cycles.deputies.withdraw_deputy", ("deputy.withdraw",), DEPUTY, "the deputy"),
    Tells("scoring.cycles.lines.set_reviewer", ("cycle.reviewer",), REVIEWER,
          "who reviewed and who reviews now"),
    Tells("scoring.cycles.lines.take_over_reviewers", ("cycle.take_over",), REVIEWER,
          "who reviewed and who reviews now"),
)  # fmt: skip

SILENT = (
    Silent("reviews.appeals.facts", "put_right take_out", "told with the decision"),
    Silent("reviews.appeals.files", "attach", "it stands with the query; words beside it tell"),
    Silent("reviews.feedback.recognising", "withdraw", "nothing comes of it"),
    Silent("reviews.feedback.growing", "withdraw_need withdraw_wish", "nothing comes of it"),
    Silent("reviews.surveys.answering", "save send", "nobody may know who has answered"),
    Silent("reviews.surveys.links", "make_links", "clients are told by the bank's own platform"),
    Silent("reviews.surveys.asking", "set_questions", "nothing is open yet"),
    Silent("reviews.surveys.choosing", "choose_raters", "nothing is open yet"),
    Silent("reviews.surveys.write", "begin arrange drop_survey", "nothing is open yet"),
    Silent("reviews.report.write", "save_draft save_by_itself",
           "her own text; nobody has to act on it"),
    Silent("reviews.evidence.write", "add_file drop_file", "part of her own text"),
    Silent("reviews.goals.adopting", "adopt", "her own draft"),
    Silent("reviews.deciding.write", "comment", "told with the decision that follows"),
    Silent("reviews.deciding.level", "set_second_level",
           "who approves next is told by each report that comes to her"),
    Silent("reviews.acknowledging.write", "acknowledge",
           f"nothing follows; the list of {HR} shows it"),
    Silent("reviews.contracts.write", "write_wording", "asking for the contracts tells"),
    Silent("reviews.calibration.write", "keep_minutes", "read when the session is closed"),
    Silent("reviews.meetings.write", "set_rule", "the day itself is told before it comes"),
    Silent("reviews.teams.write", "record_week add_item change_item tick_item drop_item",
           "those who were there, or she alone"),
    Silent("reviews.team.write", "judge_together", "told with the decision that follows"),
    Silent("reviews.sections.write", "set_sections", "before anybody writes"),
    Silent("reviews.changes.write", "exclude", "whoever leaves a cycle has nothing to do in it"),
    Silent("reviews.setup.write", "begin change_span change_lines change_takes name_people "
           "forget_people change_due change_plans drop", "nothing is open yet"),
    Silent("reviews.setup.clone", "begin_like", "nothing is open yet"),
    Silent("reviews.setup.from_goals", "take_goals", "nothing is open yet"),
    Silent("reviews.setup.targets", "copy_targets bring_targets clear_targets",
           "nothing is open yet"),
    Silent("reviews.setup.opening", "open_up",
           "it stands on everybody's first page; told before it is due"),
    Silent("reviews.masters.write", "bring use", "the look of slides"),
    Silent("reviews.deck.arranging.write", "choose_slides leave_to_scheme", "the look of slides"),
    Silent("scoring.cycles.due", "change_due_dates", "told by the new day before it comes"),
    Silent("scoring.cycles.judgments", "judge", "told with the decision that follows"),
    Silent("scoring.cycles.people", "end_participant add_participant exclude_participant",
           "it stands on her first page, or does no longer"),
    Silent("scoring.cycles.rounds", "begin_round open_round",
           "it stands on everybody's first page; told before it is due"),
    Silent("scoring.cycles.write", "open_cycle",
           "it stands on everybody's first page; told before it is due"),
    Silent("scoring.amending.write", "amend", "told with the decision that amends"),
    Silent("scoring.runs.write", "score score_again", "results are told when they are published"),
)  # fmt: skip

DAILY = (
    (kinds.DUE, "on the workday before: who writes, decides, signs a contract, owes a talk"),
    (kinds.OVERDUE, "from the day after on, once: the same"),
    (kinds.TO_SIGN, "whoever answered to a contract whose targets are other ones now"),
)

INTRO = """\
# Who is told what

Every verb of the reviews, the notice that it makes and whom it tells; those that tell nobody, and
why. Made from `reviews/telling/table.py` by `python -m reviews.telling.table`; a test holds this
page to it, and finds a verb that stands in neither table.

A notice is made in the transaction of its verb and read in the language of whoever is told; nobody
is told of what she does herself. Outside the site goes only that something waits, by the ways that
are set up and as each chooses, on workdays outside the quiet hours
([operate.md](operate.md#notices)). All of it stands in the list of who was told what.
"""


def as_page() -> str:
    """Return the page of docs."""
    told = "".join(f"| `{one.verb}` | `{one.kind.code}` | {one.whom} |\n" for one in TELLING)
    daily = "".join(f"| `{kind.code}` | {whom} |\n" for kind, whom in DAILY)
    silent = "".join(
        f"| `{one.module}` | {', '.join(f'`{verb}`' for verb in one.verbs.split())} | {one.why} |\n"
        for one in SILENT
    )
    return (
        f"{INTRO}\n## Told at once\n\n| verb | notice | who is told |\n|---|---|---|\n{told}"
        f"\n## Told by the day\n\n| notice | who is told |\n|---|---|\n{daily}"
        f"\n## Told to nobody\n\n| module | verbs | why |\n|---|---|---|\n{silent}"
    )


if __name__ == "__main__":
    from pathlib import Path

    Path("docs/notices.md").write_text(as_page(), "utf-8")
