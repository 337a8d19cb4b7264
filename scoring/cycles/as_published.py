"""People and branches of a published cycle as they were then; of an open one as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, F, FilteredRelation, Q, Value, When
from django.db.models.functions import Coalesce

from perfcenter.base.batches import batches
from portfolio.models import Branch, Manager, Posting
from scoring.cycles.reviewers import deciding_now
from scoring.models import AsPublished, Cycle

Path = list[list[str]]
NOW = {"name": "name", "branch": "branch_id", "line": "line"}


def keep_who_they_are(cycle: Cycle) -> None:
    """Keep every participant's name and posting of the cycle's last day, for good."""
    paths = _paths()
    names = dict(Manager.objects.values_list("staff_no", "name"))
    deciding = deciding_now(cycle)
    postings: dict[str, Posting] = {}
    mine = Posting.objects.filter(manager__participations__cycle=cycle)
    for posting in mine.filter(from_on__lte=cycle.ends).order_by("from_on"):
        postings[posting.manager_id] = posting
    people = Manager.objects.filter(participations__cycle=cycle).order_by("staff_no")
    AsPublished.objects.bulk_create(
        [
            _kept(
                cycle,
                one,
                postings.get(one.staff_no),
                paths,
                names,
                deciding.get(one.staff_no),
            )
            for one in people
        ],
        batch_size=500,
    )


def _kept(
    cycle: Cycle,
    manager: Manager,
    posting: Posting | None,
    paths: dict[str, Path],
    names: dict[str, str],
    reviewer: str | None,
) -> AsPublished:
    then: Any = posting or manager
    return AsPublished(
        cycle=cycle,
        manager=manager,
        name=manager.name,
        branch=then.branch_id,
        path=paths[then.branch_id],
        line=then.line,
        level=then.level,
        supervisor=then.supervisor_id or "",
        supervisor_name=names.get(then.supervisor_id or "", ""),
        left_on=manager.left_on,
        reviewer=reviewer or "",
    )


def _paths() -> dict[str, Path]:
    """Return the branches from the head office down to each."""
    branches = {code: (name, parent) for code, name, parent in _branch_rows()}
    found: dict[str, Path] = {}

    def path(code: str) -> Path:
        if code not in found:
            name, parent = branches[code]
            found[code] = [*(path(parent) if parent else []), [code, name]]
        return found[code]

    return {code: path(code) for code in branches}


def _branch_rows() -> Any:
    return Branch.objects.values_list("code", "name", "parent_id")


def annotated(cycle: Cycle, people: Any) -> Any:
    """Return people with `then_name`, `then_branch`, `then_line` and `then_left_on`."""
    if not cycle.is_published:
        return people.annotate(
            **{f"then_{name}": F(now) for name, now in NOW.items()}, then_left_on=F("left_on")
        )
    kept = FilteredRelation("as_published", condition=Q(as_published__cycle=cycle))
    return people.annotate(
        published=kept,
        **{
            f"then_{name}": Coalesce(
                F(f"published__{name}"), F(now), Value(""), output_field=CharField()
            )
            for name, now in NOW.items()
        },
        then_left_on=Case(
            When(published__isnull=False, then=F("published__left_on")), default=F("left_on")
        ),
    )


def put_back(cycle: Cycle, managers: Iterable[Manager]) -> None:
    """Let managers be, in memory, who they were when the cycle was published."""
    if not cycle.is_published:
        return
    listed = list(managers)
    for handful in batches(listed):
        rows = AsPublished.objects.filter(cycle=cycle, manager__in=[m.staff_no for m in handful])
        kept = {row.manager_id: row for row in rows}
        for manager in handful:
            if row := kept.get(manager.staff_no):
                _put_back(manager, row)


def _put_back(manager: Manager, row: AsPublished) -> None:
    manager.name, manager.line, manager.level = row.name, row.line, row.level
    manager.left_on = row.left_on
    manager.branch = _branch(row.path)
    if not row.supervisor:
        manager.supervisor = None
    elif manager.supervisor_id != row.supervisor:
        manager.supervisor = Manager(staff_no=row.supervisor, name=row.supervisor_name)
    elif manager.supervisor is not None:
        manager.supervisor.name = row.supervisor_name


def _branch(path: Path) -> Branch:
    branch: Branch | None = None
    for code, name in path:
        branch = Branch(code=code, name=name, parent=branch)
    if branch is None:
        raise ValueError("a path of no branches")
    return branch


def branches_of(cycle: Cycle) -> dict[str, Branch]:
    """Return the branches by code; of a published cycle those that its people came from."""
    if cycle.is_published:
        paths: Any = AsPublished.objects.filter(cycle=cycle).values_list("path", flat=True)
        found: dict[str, Branch] = {}
        for path in paths:
            branch: Branch | None = _branch(path)
            while branch is not None and branch.code not in found:
                found[branch.code] = branch
                branch = branch.parent
        if found:
            return found
    return {branch.code: branch for branch in Branch.objects.all()}
