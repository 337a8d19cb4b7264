"""What the reviews' entries of the audit log are called, and where they lead."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from perfcenter.base.registry import Words
from reviews.models import AnnualReport, PublicationRequest, Section
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


def _masters(keys: list[str]) -> dict[str, str]:
    return {key: reverse("reviews:master", args=[key]) for key in keys}


WORDS = Words(
    actions={
        "report.save": _("Save the self-review"),
        "report.submit": _("Submit the self-review"),
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
        "report.extend": _("Change the due date of people"),
        "master.bring": _("Bring a master of decks"),
        "master.refuse": _("A master of decks was not taken"),
        "master.use": _("Use a master of decks"),
        "cycle.sections": _("Change the sections of the self-reviews"),
        "cycle.publish": _("Publish the cycle"),
        "cycle.slides": _("Choose the slides of the decks"),
        "cycle.ask_publish": _("Prepare the publication"),
        "cycle.decline_publish": _("Decline the publication"),
        "cycle.withdraw_publish": _("Withdraw the publication"),
    },
    kinds={
        "reviews.AnnualReport": _("self-review"),
        "reviews.CalibrationSession": _("calibration session"),
        "reviews.Setup": _("set-up"),
        "reviews.PublicationRequest": _("prepared publication"),
        "reviews.Master": _("master of decks"),
        "reviews.MasterUse": _("master of decks"),
        "deck-master-file": _("file of a master"),
    },
    details={
        "before": _("before"),
        "digest": _("digest"),
        "facilitator": _("facilitator"),
        "grade": _("grade"),
        "moves": _("grades moved"),
        "observers": _("observers"),
        "owner": _("owner"),
        "put_in": _("put in"),
        "left_out": _("left out"),
        "managers": _("staff numbers"),
        "people": _("number of people"),
        "reports": _("self-reviews"),
        "run": _("score run"),
        "second_level": _("second level"),
        "section": _("section"),
        "sections": _("sections"),
        "state": _("state"),
        "talk": _("slides presented"),
        "behind": _("slides in the appendix"),
    },
    values={
        str(choice.value): choice.label
        for choices in (AnnualReport.State, Section.Topic)
        for choice in choices
    },
    named=frozenset({"section", "state"}),
    links={
        "reviews.AnnualReport": _reports,
        "reviews.CalibrationSession": _sessions,
        "reviews.PublicationRequest": _publications,
        "scoring.Cycle": _cycles,
        "reviews.Master": _masters,
    },
)
