"""Who is asked about whom, by rule: from the cycle's line, posts and clients alone.

Of more peers or clients than are asked some are taken by a digest, which nobody can steer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from perfcenter.base.batches import batches
from perfcenter.base.digests import of_json
from portfolio.models import Branch, Client, Manager, Posting
from reviews.models import Side, Survey, SurveyRater
from reviews.surveys.rules import Lines, Rules, readers_among
from reviews.surveys.templates import LEAST
from scoring.cycles.reviewers import deciding_now
from scoring.models import Cycle

PEERS, CLIENTS = 8, 12
"""So many are asked about one person at most."""
OFFERED = 40
"""So many of those who work near somebody are offered to be ticked."""


def proposed(survey: Survey) -> Iterator[SurveyRater]:
    """Yield the raters of everybody in the cycle, which are not saved."""
    if survey.kind == Survey.Kind.REVIEW:
        yield from _staff(survey)
    yield from _clients(survey)


def _staff(survey: Survey) -> Iterator[SurveyRater]:
    above = deciding_now(survey.cycle)
    lines, readers = Lines(above), readers_among(list(above))
    below: dict[str, list[str]] = defaultdict(list)
    for who, boss in above.items():
        if boss is not None:
            below[boss].append(who)
    posts, here = _posts(survey.cycle), set(_serving())
    near = _Near(posts, here)
    for who in sorted(posts):
        boss, led = above.get(who), below.get(who, [])
        yield from _rated(survey, who, Side.SELF, sorted(here & {who}))
        yield from _rated(survey, who, Side.SUPERIOR, sorted(here & {boss}))
        yield from _rated(survey, who, Side.SUBORDINATE, sorted(here.intersection(led) - readers))
        others = near.peers(who, {who, *lines.over(who), *led}) - readers
        yield from _rated(survey, who, Side.PEER, _some(survey, who, others, PEERS))


def near_to(survey: Survey, manager: Manager) -> dict[str, list[Manager]]:
    """Return from whom somebody chooses her raters: who works near her, and whom she leads."""
    rules, posts, here = Rules(survey, manager), _posts(survey.cycle), set(_serving())
    led = {who for who, boss in rules.lines.above.items() if boss == manager.pk} & here
    others: list[str] = []
    if manager.pk in posts:
        others = _Near(posts, here).around(manager.pk, {manager.pk, *rules.over, *rules.under})
    readers = readers_among([*led, *others])
    people = Manager.objects.select_related("branch").in_bulk([*led, *others])
    return {
        Side.SUBORDINATE.value: [people[who] for who in sorted(led - readers)],
        Side.PEER.value: [people[who] for who in others if who not in readers],
    }


class _Near:
    """Who works near whom: in branch and line, else in the branch, else in the line next to it."""

    def __init__(self, posts: Mapping[str, tuple[str, str]], here: set[str]) -> None:
        self.posts = posts
        above = dict(Branch.objects.values_list("code", "parent"))
        self.above = {code: above.get(code) for code, _line in posts.values()}
        self.at: dict[Any, set[str]] = defaultdict(set)
        for who, (branch, line) in posts.items():
            if who in here:
                for place in self._places(branch, line):
                    self.at[place].add(who)

    def peers(self, who: str, less: set[str | None]) -> set[str]:
        """Return those at the nearest place at which there are enough, else all of them."""
        found: set[str] = set()
        for place in self._places(*self.posts[who]):
            found |= self.at[place] - less
            if len(found) >= LEAST[Side.PEER]:
                break
        return found

    def around(self, who: str, less: set[str]) -> list[str]:
        """Return those at the nearest places, the nearest first, as many as are offered."""
        found: list[str] = []
        for place in self._places(*self.posts[who]):
            found += sorted(self.at[place] - less - set(found))
        return found[:OFFERED]

    def _places(self, branch: str, line: str) -> tuple[Any, ...]:
        return (branch, line), (branch,), ("below", self.above[branch], line)


def _clients(survey: Survey) -> Iterator[SurveyRater]:
    people = survey.cycle.participants.order_by("manager").values_list("manager", flat=True)
    for handful in batches(list(people)):
        held: dict[str, list[str]] = defaultdict(list)
        rows = Client.objects.filter(manager__in=handful).values_list("manager", "client_no")
        for who, client in rows.iterator():
            held[who].append(client)
        for who in handful:
            for client in _some(survey, who, held[who], CLIENTS):
                yield SurveyRater(
                    survey=survey, manager_id=who, side=Side.CLIENT.value, client_id=client
                )


def _rated(survey: Survey, who: str, side: Side, raters: Iterable[str]) -> Iterator[SurveyRater]:
    for rater in raters:
        yield SurveyRater(survey=survey, manager_id=who, side=side.value, rater_id=rater)


def _posts(cycle: Cycle) -> dict[str, tuple[str, str]]:
    """Return branch and line of every participant on the cycle's last day."""
    then = Posting.objects.filter(manager=OuterRef("pk"), from_on__lte=cycle.ends)
    then = then.order_by("-from_on")
    found = Manager.objects.filter(participations__cycle=cycle).annotate(
        branch_then=Coalesce(
            Subquery(then.values("branch")[:1]), "branch", output_field=CharField()
        ),
        line_then=Coalesce(Subquery(then.values("line")[:1]), "line", output_field=CharField()),
    )
    return {
        who: (branch, line)
        for who, branch, line in found.values_list("pk", "branch_then", "line_then")
    }


def _serving() -> Iterable[str]:
    goes_on = Q(left_on=None) | Q(left_on__gte=timezone.localdate())
    return Manager.objects.filter(goes_on).values_list("pk", flat=True)


def _some(survey: Survey, who: str, others: Iterable[str], most: int) -> list[str]:
    """Return so many of the others at most, in an order that follows from all three alone."""
    drawn = sorted(others, key=lambda other: of_json([survey.cycle.code, survey.kind, who, other]))
    return sorted(drawn[:most])
