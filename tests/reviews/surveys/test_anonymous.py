"""Nothing that a role can open tells anything of a group under its number, at any time.

Worlds are made that differ only in what a withheld group says, or whether it says anything: about
M1 nobody, or two of her peers and of her clients, have answered. Whoever opens any address of
the permission table gets the same bytes from all of them while the survey is open, once it is
closed and scored, published and sealed. The same pages of two times are then the same pair in all
worlds, so that no difference of two exports tells more than each of them.
"""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from perfcenter.trail import refusals
from reviews.deciding.closing import close_report
from reviews.deck.collect import decks_of
from reviews.models import Survey
from reviews.publishing.write import publish
from reviews.sealing.write import seal
from reviews.surveys.answering import send_by_link
from reviews.surveys.closing import close_survey
from reviews.surveys.links import digest_of, make_links
from reviews.surveys.write import remind_everybody
from scoring.models import Cycle, SurveyValue
from scoring.runs.result_files import result_files
from scoring.runs.write import score
from tests.reviews.surveys.conftest import answer_of, give, rater_about
from tests.test_before_publication import members, steady
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CHOICES = {
    "code": "2026",
    "kind": "review",
    "staff_no": "M1",
    "side": "peer",
    "measure": "P360",
    "part": "composite",
    "name": "surveyed",
    "version": 1,
}
ELSEWHERE = (  # nothing there reads a survey
    "portfolio:", "jobs:", "perfcenter:user", "perfcenter:password", "perfcenter:components",
    "perfcenter:unsent", "perfcenter:log", "scoring:draft", "scoring:scheme", "scoring:owners",
    "notices:c", "reviews:master", "reviews:setup", "reviews:plan", "reviews:week",
    "reviews:deput", "reviews:calibration_", "reviews:round", "reviews:slides",
    "reviews:survey_client",  # tests/reviews/surveys/test_links.py compares its pages
)  # fmt: skip
NEAR = (  # what tells most of a survey
    "reviews:survey", "reviews:board", "reviews:seal", "reviews:evidence_bundle", "notices:told",
    "perfcenter:audit_list", "scoring:sheet", "scoring:why", "scoring:explanation",
    "scoring:card", "scoring:run", "reviews:deck",
)  # fmt: skip
SPLIT = "秘密"
WORLDS = {
    "nobody": ((), ()),
    "two of each": ((("M4", 5), ("M5", 1)), (("C1", 1), ("C2", 2))),
}


def addresses(names: tuple[str, ...]) -> list[str]:
    """Return every address under these names that answers to GET and could show M1's survey."""
    found = [
        reverse(name, kwargs={key: CHOICES.get(key, value) for key, value in given.items()})
        for method, name, given, statuses in TABLE
        if method == "GET" and set(statuses.values()) != {405}
        if name.startswith(names) and not name.startswith(ELSEWHERE)
    ]
    return list(dict.fromkeys(found))


class Eyes:
    """What each viewer can open: found in the first world, opened again in the others.

    What is refused is asked for again as well, because the log of all worlds says so.
    """

    def __init__(self) -> None:
        self.there: dict[tuple[str, str], list[str]] = {}

    def see(self, cast, stage: str, **viewers: tuple[str, ...]) -> dict[object, bytes]:
        """Return what the viewers get from the addresses under the names that each is given."""
        found: dict[object, bytes] = {}
        for viewer, names in viewers.items():
            client = Client()
            client.force_login(getattr(cast, viewer))
            known = self.there.get((stage, viewer))
            opened = []
            for address in known or addresses(names):
                answer = client.get(address)
                if answer.status_code == 404:
                    continue
                opened.append(address)
                content = answer.getvalue() if answer.status_code == 200 else b""
                content = members(content) if content.startswith(b"PK") else content
                found[stage, viewer, address] = b"%d %s" % (answer.status_code, steady(content))
            self.there.setdefault((stage, viewer), opened)
        return found


def said_by_others(opened: Survey) -> None:
    """What is the same in all worlds: groups of M1 that are shown, and peers of M2."""
    give(opened, rater_about(opened, "M1", "superior"), 3, "上级的话")
    give(opened, rater_about(opened, "M1", "self"), 5)
    for number in ("M4", "M5", "M6"):
        give(opened, rater_about(opened, "M2", "peer", number), 4, f"词{number}")
    for number in ("M1", "M2", "M4"):
        give(opened, rater_about(opened, "S1", "subordinate", number), 2, f"话{number}")


def files_of(cycle: Cycle, manager) -> dict[tuple[str, str, str], bytes]:
    """Return the files that commands write: results, scores, and the deck."""
    files = result_files(cycle.runs.latest("number"))
    found = {("file", "command", name): steady(content) for name, content in files.items()}
    for _manager, content in decks_of(cycle, [manager], "zh-hans", viewer=None):
        found["file", "command", "deck"] = steady(members(content))
    return found


ALL = ("",)


def lived(cast, opened: Survey, world: str, eyes: Eyes) -> dict[object, object]:
    """Live through the survey as in the world, and return whatever anybody could see."""
    peers, clients = WORLDS[world]
    cycle, her = opened.cycle, cast.manager.manager
    links = {one.client: digest_of(one.secret) for one in make_links(survey=opened, actor=cast.hr)}
    for number, grade in peers:
        text = f"{SPLIT}{number}"
        give(opened, rater_about(opened, "M1", "peer", number), grade, text)
    for number, grade in clients:
        answer = answer_of(opened, "client", grade, f"{SPLIT}{number}")
        send_by_link(link_digest=links[number], answer=answer)
    remind_everybody(survey=opened, actor=cast.hr)
    found: dict[object, object] = {**eyes.see(cast, "open", hr=NEAR, manager=NEAR)}
    close_survey(survey=opened, actor=cast.hr)
    score(cycle=cycle)
    found |= eyes.see(cast, "closed", supervisor=ALL, hr=NEAR, manager=NEAR)
    publish(cycle=cycle, run_number=cycle.runs.latest("number").number, actor=cast.hr,
        second=cast.second_hr)  # fmt: skip
    cycle = Cycle.objects.get(pk=cycle.pk)
    found |= files_of(cycle, her)
    found |= eyes.see(cast, "published", manager=ALL, hr=NEAR)
    seal(cycle=cycle, actor=cast.hr, early=True)
    found |= eyes.see(cast, "sealed", auditor=NEAR)
    return found


def test_whatever_a_withheld_group_says_everybody_sees_the_same_at_every_time(cast, cycle, opened):
    said_by_others(opened)
    for participant in cycle.participants.select_related("manager"):
        close_report(cycle=cycle, manager=participant.manager, reason="不交", actor=cast.hr)
    score(cycle=cycle)
    now, eyes, seen = timezone.now(), Eyes(), []
    with patch.object(timezone, "now", lambda: now):
        for world in WORLDS:
            refusals.tally.clear()  # of the process: no transaction takes it back
            with transaction.atomic():
                seen.append(lived(cast, opened, world, eyes))
                transaction.set_rollback(True)
            opened.refresh_from_db()
    first, *others = seen
    shown = {place for place, content in first.items() if "上级的话".encode() in content}
    assert shown  # what is told of other groups is there to be found
    for other in others:
        assert first.keys() == other.keys()
        assert [place for place in first if first[place] != other[place]] == []
    assert not any(SPLIT.encode() in content for found in seen for content in found.values())


def test_the_score_is_that_of_the_shown_groups_alone(cast, opened):
    """The weights of the superior and herself are rescaled; nothing else is in it."""
    said_by_others(opened)
    for number, grade in (("M4", 1), ("M5", 1)):
        give(opened, rater_about(opened, "M1", "peer", number), grade)
    close_survey(survey=opened, actor=cast.hr)
    run = score(cycle=opened.cycle)
    (value,) = run.measurescores.filter(measure_code="P360", manager="M1").values_list(
        "value", flat=True
    )
    assert value == (30 * 60 + 10 * 100) / 40
    assert set(SurveyValue.objects.filter(manager="M1").values_list("side", flat=True)) == {
        "self", "superior",
    }  # fmt: skip
