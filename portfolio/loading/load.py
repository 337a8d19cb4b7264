"""Load a set of files: read, check, compare outside the transaction; write inside one."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perfcenter.base.digests import of_text
from perfcenter.base.locks import Lock, hold
from perfcenter.models import User
from perfcenter.trail.keeping import Digests
from perfcenter.trail.recording import record
from portfolio import duck
from portfolio.contract import FILES, Table
from portfolio.contract.sentences import Sentence
from portfolio.loading.book import closed_months, first_month, starting_month, touch_all
from portfolio.loading.check import check, doubts
from portfolio.loading.diff import diff
from portfolio.loading.existing import pull
from portfolio.loading.finding import problems_of
from portfolio.loading.folder import files_in, others_in
from portfolio.loading.full_list import FullList, full_list
from portfolio.loading.given import Given
from portfolio.loading.guards import guard
from portfolio.loading.merge import merge
from portfolio.loading.months_changed import bears_on, revalued
from portfolio.loading.numbers import assign
from portfolio.loading.replaced import Keeper
from portfolio.loading.report import count_changes, report_of, rows_changed
from portfolio.loading.result import (
    FileReport,
    Group,
    LoadRefused,
    LoadResult,
    Problem,
    TellProgress,
    UnreadableError,
)
from portfolio.loading.since import since
from portfolio.loading.source import open_source
from portfolio.loading.spans import settle
from portfolio.loading.stage import Stage, Where, as_read, read
from portfolio.loading.stored import after_load
from portfolio.loading.tally import Tally
from portfolio.loading.terms import PLAIN, Terms
from portfolio.loading.write import write
from portfolio.models import DataLoad

MEMORY_LIMIT = "512MB"
ATTEMPTS = 3
ALONE = gettext_lazy("no other load at the same time; load again")


def load_folder(
    path: Path | str,
    *,
    terms: Terms = PLAIN,
    actor: User | None = None,
    progress: TellProgress | None = None,
    errors: Path | None = None,
    loaded: Callable[[LoadResult], None] | None = None,
    keeps: bool = False,
    given: Given | None = None,
) -> LoadResult:
    """Load the CSV files in the folder `path`, all or nothing. Raise LoadRefused with every error.

    The errors come counted by kind; all of them, one by one, are written to the file `errors`.
    Loading the same set again changes nothing, not even the list of loads. `loaded` is told of a
    load inside its transaction. What it replaces is kept where it `keeps`, so that it can be
    undone. `given` is what the folder was made of, where somebody brought something else.
    """
    folder = Path(path)
    tell = progress or (lambda doing, done, total: None)
    called = given.called if given else str
    with full_list(errors, folder, called) as every_error:
        errand = Errand(actor, tell, loaded or (lambda result: None), keeps, given)
        return _load(folder, terms, errand, every_error)


def check_folder(
    path: Path,
    *,
    terms: Terms = PLAIN,
    progress: TellProgress | None = None,
    errors: Path | None = None,
    look: Callable[[Stage, list[Table]], None] = lambda stage, changing: None,
    where: Where = as_read,
    said: Callable[[Sentence], str] = str,
) -> LoadResult:
    """Say what loading the folder would change, and change nothing. Raise LoadRefused likewise.

    `look` sees the rows themselves, in the tables of `diff`; `where` is what sentences call a line,
    `said` how the list of errors has them.
    """
    tell = progress or (lambda doing, done, total: None)
    with full_list(errors, path, said=said) as every_error:
        found = Tally(every_error)
        paths = _paths(path, found)
        with duck.session(memory_limit=MEMORY_LIMIT, readable=[path]) as session:
            stage = Stage(session, found, terms=terms, where=where)
            result = LoadResult(str(path), _read(stage, paths, tell), others_in(path))
            look(stage, _compare(stage, result, closed_months(), tell))
            return result


@dataclass(frozen=True)
class Errand:
    """For whom is loaded, who hears how far it is and that it is done, whether it can be undone."""

    actor: User | None
    tell: TellProgress
    loaded: Callable[[LoadResult], None]
    keeps: bool
    given: Given | None


@dataclass(frozen=True)
class Known:
    """What a comparison stands on: the last load, and the months that are closed."""

    last: int
    closed: list[int]

    @property
    def still_holds(self) -> bool:
        return (DataLoad.last_number(), closed_months()) == (self.last, self.closed)


def _load(folder: Path, terms: Terms, errand: Errand, every_error: FullList | None) -> LoadResult:
    found, given = Tally(every_error), errand.given
    for problem in given.problems if given else ():
        found.add(problem)
    paths = _paths(folder, found)
    with duck.session(memory_limit=MEMORY_LIMIT, readable=[folder]) as session:
        stage = Stage(session, found, terms=terms, where=given.where if given else as_read)
        result = LoadResult(str(folder), _read(stage, paths, errand.tell), others_in(folder))
        if given:
            result.source, result.ignored = given.source, [*given.ignored]
        for _attempt in range(ATTEMPTS):
            last = DataLoad.last_number()
            closed = closed_months()
            changing = _compare(stage, result, closed, errand.tell)
            known = Known(last, closed)
            if not changing or _write(stage, result, changing, known, errand):
                return result
    found.add(Problem("", None, "", "", ALONE))
    raise LoadRefused(found.groups, result.files)


def _paths(folder: Path, found: Tally) -> dict[str, Path]:
    try:
        return files_in(folder)
    except UnreadableError as error:
        for problem in error.problems:
            found.add(problem)
        raise LoadRefused(found.groups) from error


def _read(stage: Stage, paths: dict[str, Path], tell: TellProgress) -> list[FileReport]:
    """Bring every file into DuckDB that can be read; note the others' problems."""
    sizes = {name: _size(path) for name, path in paths.items()}
    before, reports = 0, []
    for name, path in paths.items():
        try:
            source = open_source(
                FILES[name],
                path,
                stage.duck.folder,
                partial(_tell_bytes, tell, path, before, sum(sizes.values())),
            )
        except UnreadableError as error:
            stage.uncertain.add(name)
            for problem in error.problems:
                stage.problems.add(problem)
        else:
            read(stage, source)
            reports.append(report_of(stage, source))
        before += sizes[name]
    return reports


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # what cannot be read is refused when it is opened


def _tell_bytes(tell: TellProgress, path: Path, before: int, total: int, done: int) -> None:
    tell(_("Reading %(file)s") % {"file": path.name}, before + done, total)


def _compare(
    stage: Stage, result: LoadResult, closed: list[int], tell: TellProgress
) -> list[Table]:
    """Check the set beside the database; return the tables it changes. Raise LoadRefused."""
    doing = _("Checking")
    tell(doing, 0, 1)
    pull(stage)
    merge(stage)
    for problem in problems_of(stage, check(stage)):
        stage.problems.add(problem)
    if stage.problems.kinds:
        raise LoadRefused(stage.problems.groups, result.files)
    result.doubts = _doubts(stage)
    settle(stage, starting_month(stage))
    changing = diff(stage)
    for problem in guard(stage, closed):
        stage.problems.add(problem)
    if stage.problems.kinds:
        raise LoadRefused(stage.problems.groups, result.files)
    count_changes(stage, result.files)
    stage.first_month = first_month(stage)
    result.since = since(stage)
    result.bears_on = bears_on(stage, changing)
    tell(doing, 1, 1)
    return changing


def _doubts(stage: Stage) -> list[Group]:
    """Return what is to be pointed out in a set that is right."""
    found = Tally()
    for problem in problems_of(stage, doubts(stage)):
        found.add(problem)
    return found.groups


def _write(
    stage: Stage, result: LoadResult, changing: list[Table], known: Known, errand: Errand
) -> bool:
    """Write the changes, unless another load came between: then return False."""
    done, total = 0, rows_changed(stage, changing)

    def written(rows: int) -> None:
        nonlocal done
        done += rows
        errand.tell(_("Writing"), done, total)

    with transaction.atomic():
        hold(Lock.LOAD)
        if not known.still_holds:
            return False
        assign(stage)
        keeper = Keeper(stage, changing) if errand.keeps else None
        for table in changing:
            write(stage, table, written)
        touch_all(revalued(stage, changing))
        digests = after_load(stage, changing)
        result.load = _record(stage, result, digests, errand.actor)
        result.replaced = keeper.after(digests) if keeper else {}
        errand.loaded(result)
    return True


def _record(stage: Stage, result: LoadResult, after: Digests, actor: User | None) -> DataLoad:
    digests = [f"{name} {source.text.digest}" for name, source in stage.sources.items()]
    load = DataLoad.objects.create(
        loaded_by=actor,
        source=result.source[-200:],
        digest=of_text("\n".join(digests)),
        summary={
            "files": [file.summary for file in result.files],
            "months": result.bears_on and list(result.bears_on),
            "since": result.since,
        },
    )
    record(
        actor=actor,
        action="data.load",
        target=load,
        detail={"digest": load.digest, "files": load.summary["files"]},
        digests=after,
    )
    return load
