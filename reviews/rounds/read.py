"""A round: its cycles looked at together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404

from perfcenter.models import User
from perfcenter.ui.access import check_sees_everyone
from reviews.board.people import late
from reviews.board.progress import GroupProgress, counted
from reviews.board.read import FAR, Board, board
from reviews.report.members import Member, members_of
from scoring.models import Cycle, Round, ScoreRun
from scoring.sheet.read import newest_run


@dataclass(frozen=True)
class RoundBoard:
    """The boards of the cycles of a round, and what they come to together."""

    round: Round
    boards: tuple[tuple[Cycle, Board], ...]
    whole: GroupProgress
    branches: tuple[GroupProgress, ...]  # worst first
    runs: dict[int, ScoreRun | None]  # the newest of each cycle

    @property
    def cycles(self) -> list[Cycle]:
        return [cycle for cycle, _board in self.boards]

    @property
    def is_published(self) -> bool:
        return all(cycle.is_published for cycle in self.cycles)

    @property
    def behind(self) -> list[str]:
        """The names of the branches with somebody overdue or far below the whole; at most two."""
        far = (b for b in self.branches if self.whole.share_done - b.share_done >= FAR or b.overdue)
        return [branch.name for branch in far][:2]


def get_round(user: User, code: str) -> Round:
    """Return the round for who sees all of its people; others are refused."""
    seen = Cycle.objects.visible_to(user)
    found = Round.objects.filter(code=code, cycles__in=seen).distinct().first()
    if found is None:
        raise Http404
    check_sees_everyone(user)
    return found


def round_board(found: Round, language: str, *, branch: str = "") -> RoundBoard:
    """Return the round's board for who sees everyone."""
    cycles = list(found.cycles.select_related("scheme").order_by("code"))
    runs = {cycle.pk: newest_run(cycle) for cycle in cycles}
    boards = [(one, board(one, runs[one.pk], language, branch=branch)) for one in cycles]
    by_branch: dict[str, list[GroupProgress]] = defaultdict(list)
    for _cycle, one in boards:
        for progress in one.branches:
            by_branch[progress.code].append(progress)
    branches = [together(groups) for groups in by_branch.values()]
    return RoundBoard(
        found,
        tuple(boards),
        together([one.whole for _cycle, one in boards]),
        tuple(sorted(branches, key=lambda p: (p.share_done, p.code))),
        runs,
    )


def together(groups: Sequence[GroupProgress]) -> GroupProgress:
    """Return groups as one: the same branch in several cycles."""
    counts: Counter[str] = Counter()
    for group in groups:
        counts.update(dict(group.counts))
    return GroupProgress(
        groups[0].code,
        groups[0].name,
        counted(counts),
        overdue=sum(group.overdue for group in groups),
        left=sum(group.left for group in groups),
        closed=sum(group.closed for group in groups),
    )


def late_in_round(cycles: Iterable[Cycle], most: int) -> list[tuple[Cycle, Member]]:
    """Return who is overdue in any of the cycles, the longest first; so many at most."""
    found = [
        (cycle, member)
        for cycle in cycles
        if not cycle.is_published
        for member in members_of(cycle, late(cycle)[:most], None)
    ]
    return sorted(found, key=lambda pair: -pair[1].days_overdue)[:most]
