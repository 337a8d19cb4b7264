"""What the reviews' entries of the audit log are called, and where they lead."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from reviews.models import (
    Acknowledgment,
    AnnualReport,
    ImprovementPlan,
    Interview,
    Objection,
    PublicationRequest,
    Recognition,
    Reopening,
    Seal,
    Section,
    Survey,
)
from scoring.amending.said import KINDS
from scoring.models import Cycle


def _reports(keys: list[str]) -> dict[str, str]:
    handed_in = AnnualReport.objects.filter(pk__in=keys, submitted_at__isnull=False)
    found = handed_in.values_list("pk", "cycle__code", "manager_id")
    return {str(pk): reverse("reviews:review", args=place) for pk, *place in found}


def _cycles(keys: list[str]) -> dict[str, str]:
    found = Cycle.objects.filter(pk__in=keys).values_list("pk", "code")
    return {str(pk): reverse("reviews:board", args=[code]) for pk, code in found}


def _sessions(keys: list[str]) -> dict[str, str]:
    return {key: reverse("reviews:calibration_session", args=[key]) for key in keys}


def _publications(keys: list[str]) -> dict[str, str]:
    found = PublicationRequest.objects.filter(pk__in=keys).values_list("pk", "cycle__code")
    return {str(pk): reverse("reviews:board_publish", args=[code]) for pk, code in found}


def _surveys(keys: list[str]) -> dict[str, str]:
    found = Survey.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "kind")
    return {str(pk): reverse("reviews:survey", args=place) for pk, *place in found}


def _objections(keys: list[str]) -> dict[str, str]:
    return {key: reverse("reviews:objection", args=[key]) for key in keys}


def _interviews(keys: list[str]) -> dict[str, str]:
    found = Interview.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "manager")
    return {str(pk): reverse("reviews:feedback", args=place) for pk, *place in found}


def _plans(keys: list[str]) -> dict[str, str]:
    found = ImprovementPlan.objects.filter(pk__in=keys).values_list("pk", "cycle__code", "manager")
    return {str(pk): reverse("reviews:improvement", args=place) for pk, *place in found}


def _recognitions(keys: list[str]) -> dict[str, str]:
    return {key: reverse("reviews:recognition", args=[key]) for key in keys}


def _masters(keys: list[str]) -> dict[str, str]:
    return {key: reverse("reviews:master", args=[key]) for key in keys}


def _seals(keys: list[str]) -> dict[str, str]:
    found = Seal.objects.filter(pk__in=keys).values_list("pk", "cycle__code")
    return {str(pk): reverse("reviews:seal", args=[code]) for pk, code in found}


def _reopenings(keys: list[str]) -> dict[str, str]:
    found = Reopening.objects.filter(pk__in=keys).values_list("pk", "seal__cycle__code")
    return {str(pk): reverse("reviews:seal", args=[code]) for pk, code in found}


WORDS = Words(
    actions={
        "report.save": _("Save the self-review"),
        "report.submit": _("Submit the self-review"),
        "report.file_add": _("Add a file to the self-review"),
        "report.file_drop": _("Take a file out of the self-review"),
        "report.read": _("Open the self-review for the first time"),
        "report.withdraw": _("Take the self-review back"),
        "report.comment": _("Comment on the self-review"),
        "report.return": _("Return the self-review"),
        "report.approve": _("Approve the self-review"),
        "report.confirm": _("Approve at the second level"),
        "report.send_back": _("Send back to the reviewer"),
        "report.take_back": _("Take a decision back"),
        "calibration.open": _("Open a calibration session"),
        "calibration.move": _("Move a grade"),
        "calibration.minutes": _("Write the minutes of a calibration session"),
        "calibration.close": _("Close a calibration session"),
        "calibration.drop": _("Drop a calibration session"),
        "cycle.second_level": _("Change the second level of approval"),
        "setup.open": _("Open what was set up"),
        "setup.drop": _("Drop a set-up"),
        "report.close": _("Close the self-review without report"),
        "report.reopen": _("Wait for the self-review again"),
        "report.remind": _("Remind"),
        "objection.ask": _("Query a line"),
        "objection.appeal": _("Appeal against the result"),
        "objection.say": _("Write about a query"),
        "objection.assign": _("Give a decision to somebody"),
        "objection.attach": _("Attach a file to a query"),
        "objection.put_right": _("Put a fact right"),
        "objection.take_out": _("Take a fact put right out again"),
        "objection.name": _("Name who decides"),
        "objection.decide": _("Decide on a query or an appeal"),
        "objection.withdraw": _("Take a query back"),
        "result.acknowledge": _("Acknowledge the result"),
        "result.refuse": _("Refuse to sign the result"),
        "report.extend": _("Change the due date of people"),
        "master.bring": _("Bring a master of decks"),
        "master.refuse": _("A master of decks was not taken"),
        "master.use": _("Use a master of decks"),
        "cycle.sections": _("Change the sections of the self-reviews"),
        "cycle.seal": _("Seal the record"),
        "cycle.ask_unseal": _("Ask to open the sealed record"),
        "cycle.unseal": _("Open the sealed record again"),
        "cycle.decline_unseal": _("Decline to open the sealed record"),
        "cycle.withdraw_unseal": _("Withdraw the asking to open the sealed record"),
        "survey.begin": _("Begin to set a survey up"),
        "survey.arrange": _("Set a survey up"),
        "survey.questions": _("Change the questions of a survey"),
        "survey.drop": _("Drop a survey"),
        "survey.ask_raters": _("Let people propose who is asked in a survey"),
        "survey.propose": _("Propose who is asked in a survey"),
        "survey.raters_approved": _("Approve who is asked in a survey"),
        "survey.raters_changed": _("Approve who is asked in a survey, with changes"),
        "survey.raters_refused": _("Refuse who was proposed for a survey"),
        "survey.remind": _("Remind everybody who is asked in a survey"),
        "survey.raters": _("Choose who is asked in a survey"),
        "survey.open": _("Open a survey"),
        "survey.links": _("Make links for clients"),
        "survey.close": _("Close a survey"),
        "contract.wording": _("Write the wording of contracts"),
        "contract.call": _("Ask for the contracts"),
        "contract.sign": _("Sign the contract"),
        "contract.refuse": _("Refuse to sign the contract"),
        "contract.countersign": _("Countersign the contract"),
        "contract.not_countersign": _("Refuse to countersign the contract"),
        "checkin.save": _("Save the check-in"),
        "checkin.confirm": _("Confirm the check-in"),
        "talk.note": _("Keep a note of a talk"),
        "talk.rule": _("Set when talks are due"),
        "interview.write": _("Write the record of a feedback interview"),
        "interview.confirm": _("Confirm the record of a feedback interview"),
        "interview.refuse": _("Not confirm the record of a feedback interview"),
        "interview.rule": _("Set by when feedback interviews are held"),
        "improvement.write": _("Write an improvement plan"),
        "improvement.review": _("Review an improvement plan"),
        "improvement.close": _("Close an improvement plan"),
        "recognition.propose": _("Propose a recognition"),
        "recognition.decide": _("Decide on a recognition"),
        "recognition.withdraw": _("Take a proposed recognition back"),
        "need.write": _("Write a training need down"),
        "need.withdraw": _("Take a training need back"),
        "wish.write": _("Write a wish down"),
        "wish.withdraw": _("Take a wish back"),
        "team.record": _("Keep the record of a weekly meeting"),
        "plan.add": _("Plan something"),
        "plan.change": _("Change the work plan"),
        "plan.drop": _("Drop something planned"),
        "cycle.targets": _("Take targets of a workbook"),
        "cycle.propose": _("Propose goals"),
        "cycle.goals": _("Take goals over as targets"),
        "setup.goals": _("Take goals over as targets"),
        "cycle.publish": _("Publish the cycle"),
        "cycle.slides": _("Choose the slides of the decks"),
        "cycle.ask_publish": _("Prepare the publication"),
        "cycle.decline_publish": _("Decline the publication"),
        "cycle.withdraw_publish": _("Withdraw the publication"),
    },
    kinds={
        "reviews.AnnualReport": _("self-review"),
        "reviews.Objection": _("query or appeal"),
        "reviews.Acknowledgment": _("acknowledgment"),
        "reviews.CalibrationSession": _("calibration session"),
        "reviews.Setup": _("set-up"),
        "reviews.Survey": _("survey"),
        "reviews.PublicationRequest": _("prepared publication"),
        "reviews.Seal": _("seal"),
        "reviews.Reopening": _("opening of a sealed record"),
        "reviews.Master": _("master of decks"),
        "reviews.Contract": _("performance contract"),
        "reviews.ContractWording": _("wording of contracts"),
        "reviews.Countersignature": _("counter-signature of a contract"),
        "reviews.TeamMeeting": _("weekly meeting"),
        "reviews.PlanItem": _("item of the work plan"),
        "reviews.CheckIn": _("mid-year check-in"),
        "reviews.TalkNote": _("note of a talk"),
        "reviews.Interview": _("feedback interview"),
        "reviews.ImprovementPlan": _("improvement plan"),
        "reviews.Recognition": _("recognition"),
        "reviews.TrainingNeed": _("training need"),
        "reviews.CareerWish": _("wish"),
        "reviews.MasterUse": _("master of decks"),
        "deck-master-file": _("file of a master"),
    },
    details={
        "before": _("before"),
        "cycle": _("cycle"),
        "manifest": _("digest of the list of files"),
        "number": _("number"),
        "root": _("seal"),
        "ended": _("days of appeals ended, which went until"),
        "digest": _("digest"),
        "file": _("file"),
        "file_digest": _("digest of the file"),
        "assignee": _("who decides"),
        "fact": _("fact put right"),
        "from": _("from"),
        "targets": _("targets"),
        "day": _("day of the month"),
        "items": _("items"),
        "lowest": _("lowest grades with a plan"),
        "due": _("Due by"),
        "facilitator": _("facilitator"),
        "grade": _("grade"),
        "moves": _("grades moved"),
        "observers": _("observers"),
        "overrides": _("overridden scores"),
        "decided_on": _("digest of what was decided on"),
        "owner": _("owner"),
        "measure": _("measure"),
        "line": _("line"),
        "put_in": _("put in"),
        "left_out": _("left out"),
        "managers": _("staff numbers"),
        "people": _("number of people"),
        "reports": _("self-reviews"),
        "run": _("score run"),
        "closes_on": _("last day for answers"),
        "propose_until": _("propose by"),
        "links": _("number of links"),
        "second_level": _("second level"),
        "section": _("section"),
        "sections": _("sections"),
        "state": _("state"),
        "talk": _("slides presented"),
        "behind": _("slides in the appendix"),
    },
    values={
        str(choice.value): choice.label
        for choices in (
            AnnualReport.State,
            Section.Topic,
            Objection.State,
            Acknowledgment.State,
            ImprovementPlan.State,
            Recognition.State,
        )
        for choice in choices
    }
    | {str(kind): title for kind, title in KINDS.items()},
    named=frozenset({"section", "state", "fact"}),
    links={
        "reviews.AnnualReport": _reports,
        "reviews.Objection": _objections,
        "reviews.Interview": _interviews,
        "reviews.ImprovementPlan": _plans,
        "reviews.Recognition": _recognitions,
        "reviews.CalibrationSession": _sessions,
        "reviews.PublicationRequest": _publications,
        "reviews.Seal": _seals,
        "reviews.Reopening": _reopenings,
        "scoring.Cycle": _cycles,
        "reviews.Master": _masters,
        "reviews.Survey": _surveys,
    },
)
