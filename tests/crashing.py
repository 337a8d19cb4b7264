"""Do one thing to a small bank and die in the middle of it: `python -m tests.crashing VERB WHERE`.

Prints, where it is not killed, what the bank knows before and after, as JSON. WHERE is `nowhere`;
`vault`: before the first commit after a file was put into the vault; `rename`: while that file is
being put, when it is whole but has no name; or a model, before the commit that adds rows of it. A
disk can be full instead: `full-vault` at the first file, `full-database` at the first row written.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
from datetime import timedelta
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import django

CODE, HALF, MONTH, COURSES = "2026", "2026H1", 202602, 3_000
MEMBERS = ("001", "002", "003")
MODELS = {
    "portfolio": ("DataLoad", "LedgerRow", "MonthStep", "FactFile"),
    "scoring": (
        "ScoreRun",
        "Result",
        "RunBlock",
        "RunSum",
        "AsPublished",
        "NameAsPublished",
        "Witness",
        "Amendment",
    ),
    "reviews": ("Master", "MasterUse", "Evidence", "Revision", "ObjectionFile"),
    "perfcenter": ("AuditEntry",),
}


def main(verb: str, where: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    from perfcenter.base.vault import sweeping

    sweeping.SETTLED = timedelta(0)
    if verb == "build":
        _build()
        return
    before = _state()
    _die_at(where)
    refused = ""
    try:
        VERBS[verb]()
    except Exception as error:
        refused = f"{type(error).__name__}: {error}"
    findings = _findings() if where == "nowhere" else ""
    ended = {"before": before, "after": _state(), "refused": refused, "findings": findings}
    print(json.dumps(ended))  # noqa: T201


def _build() -> None:
    """A year of three people, handed in and approved, and a half-year that one of them writes in.

    Nothing is scored or closed.
    """
    from perfcenter.models import User
    from perfcenter.people.write import create_user
    from portfolio.models import Manager
    from reviews.deciding.write import approve
    from reviews.report.write import submit
    from scoring.cycles.write import DueDates, open_cycle
    from scoring.models import Scheme
    from tests.factories import COMPLETE
    from tests.portfolio.loading.sets import GOOD

    def login(name: str, role: str, manager: Manager | None = None) -> User:
        made = create_user(
            username=name, name=name, role=role, manager=manager, password_hash="!none"
        )
        return made.user

    _load(GOOD)
    hr = login("hr", User.Role.HR)
    login("hr2", User.Role.HR)
    managers = Manager.objects.order_by("staff_no")
    users = {one.pk: login(one.pk, User.Role.MANAGER, one) for one in managers}
    cycle = open_cycle(
        code=CODE, scheme=Scheme.objects.get(name="balanced"), first_month=202601,
        last_month=202612, members=list(MEMBERS), due=DueDates(), actor=hr,
    )  # fmt: skip
    for who in MEMBERS:
        manager = users[who].manager
        report = submit(cycle=cycle, manager=manager, content=COMPLETE, version=0, actor=users[who])
        approve(report=report, actor=hr if who == "003" else users["003"])
    open_cycle(
        code=HALF, scheme=cycle.scheme, first_month=202601, last_month=202606,
        members=list(MEMBERS), due=DueDates(), actor=hr,
    )  # fmt: skip


def _load(files: dict[str, str]) -> None:
    from portfolio.loading import load_folder
    from portfolio.loading.terms import Terms

    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            Path(folder, f"{name}.csv").write_text(content, encoding="utf-8")
        load_folder(folder, terms=Terms(year=2026))


def _correct() -> None:
    """A corrected ledger, and more courses than the database has room for when it is full."""
    from tests.portfolio.loading.sets import GOOD

    courses = "".join(f"001,课程{number},1,80,2026-01-15\n" for number in range(COURSES))
    _load(
        {
            "ledger": GOOD["ledger"].replace("150.00", "160.00"),
            "training": GOOD["training"] + courses,
        }
    )


def _keep() -> None:
    """An import as a worker loads it: with what it replaces in the vault."""
    from django.utils import timezone

    from perfcenter.models import User
    from portfolio.loading import LoadResult, load_folder
    from portfolio.models import Import
    from tests.portfolio.loading.sets import GOOD

    hr = User.objects.filter(role=User.Role.HR).order_by("pk")[0]

    def loaded(result: LoadResult) -> None:
        Import.objects.create(
            brought_by=hr, brought_at=timezone.now(), state="loaded", load=result.load,
            replaced=result.replaced,
        )  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        ledger = GOOD["ledger"].replace("150.00", "170.00")
        Path(folder, "ledger.csv").write_text(ledger, encoding="utf-8")
        load_folder(folder, keeps=True, loaded=loaded)


def _undo() -> None:
    from portfolio.loading.undo import undo_load
    from portfolio.models import DataLoad, Import

    one = Import.objects.get()

    def undone(made: DataLoad) -> None:
        Import.objects.filter(pk=one.pk).update(state="undone", undone=made)

    undo_load(
        load=one.load, replaced=one.replaced, actor=one.brought_by, undone=undone,
        progress=lambda doing, done, total: None,
    )  # fmt: skip


def _score() -> None:
    from scoring.models import Cycle
    from scoring.runs.write import score

    score(cycle=Cycle.objects.get(code=CODE))


def _close() -> None:
    from portfolio.close.write import close_month
    from portfolio.models import BookMonth

    month = BookMonth.objects.filter(closed_at__isnull=True, month__lte=MONTH).earliest("month")
    close_month(month=month.month, explained="已与总账核对")


def _publish() -> None:
    from perfcenter.models import User
    from reviews.publishing.write import publish
    from scoring.models import Cycle

    cycle = Cycle.objects.get(code=CODE)
    number = cycle.runs.latest("number").number
    first, second = User.objects.filter(role=User.Role.HR).order_by("pk")
    publish(cycle=cycle, run_number=number, actor=first, second=second)


def _bring() -> None:
    """The bank's own master for decks, made and put into the vault."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from perfcenter.models import User
    from reviews.masters.write import bring
    from tests.reviews.masters.files import bank_file

    hr = User.objects.filter(role=User.Role.HR).order_by("pk")[0]
    bring(upload=SimpleUploadedFile("bank.pptx", bank_file()), actor=hr)


def _file() -> None:
    """A file beside a self-review, checked and put into the vault."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from perfcenter.models import User
    from reviews.evidence.write import add_file
    from scoring.models import Cycle
    from tests.reviews.evidence.files import pdf

    user = User.objects.get(username=MEMBERS[0])
    add_file(
        cycle=Cycle.objects.get(code=HALF), manager=user.manager, section="goals",
        upload=SimpleUploadedFile("合同.pdf", pdf()), actor=user,
    )  # fmt: skip


def _attach() -> None:
    """A query and the file with it, checked and put into the vault."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.db import transaction

    from perfcenter.models import User
    from reviews.appeals.files import attach
    from reviews.appeals.write import ask
    from scoring.models import Cycle
    from tests.reviews.evidence.files import pdf

    user = User.objects.get(username=MEMBERS[0])
    with transaction.atomic():
        asked = ask(
            cycle=Cycle.objects.get(code=CODE), manager=user.manager, measure_code="SAT",
            kind="amount", expected="100", text="漏计一份", actor=user,
        )  # fmt: skip
        upload = SimpleUploadedFile("回单.pdf", pdf(b"% of a query"))
        attach(objection=asked, upload=upload, actor=user)


def _amend() -> None:
    """A published result amended, with cells and inputs of its own."""
    from perfcenter.models import User
    from portfolio.models import Manager
    from scoring.amending.write import amend
    from scoring.inputs.correcting import Correction
    from scoring.models import Cycle

    amend(
        cycle=Cycle.objects.get(code=CODE), manager=Manager.objects.get(pk=MEMBERS[0]),
        corrections=[Correction(MEMBERS[0], "SAT", Fraction(100))], reason="查实",
        actor=User.objects.filter(role=User.Role.HR).order_by("pk")[0],
    )  # fmt: skip


VERBS = {
    "load": _correct, "keep": _keep, "undo": _undo, "score": _score, "close": _close,
    "bring": _bring, "file": _file, "publish": _publish, "attach": _attach, "amend": _amend,
}  # fmt: skip


def _count(model: str) -> int:
    from django.apps import apps

    (app,) = (app for app, names in MODELS.items() if model in names)
    return int(apps.get_model(app, model)._default_manager.count())


def _state() -> dict[str, Any]:
    """What the bank knows, and what of the vault nothing names."""
    from django.db.models import Sum

    from perfcenter.base.vault import unnamed
    from portfolio.models import BookMonth, LedgerRow
    from scoring.models import Cycle

    months = BookMonth.objects.order_by("month")
    return {
        "counts": {model: _count(model) for names in MODELS.values() for model in names},
        "balances": LedgerRow.objects.aggregate(sum=Sum("average_balance"))["sum"],
        "valued": list(months.exclude(holdings="").values_list("month", flat=True)),
        "closed": list(months.exclude(closed_at=None).values_list("month", flat=True)),
        "published": list(Cycle.objects.exclude(published_at=None).values_list("code", flat=True)),
        "unnamed": [file.name for file in unnamed()],
    }


def _findings() -> str:
    from django.core.management import CommandError, call_command

    said = StringIO()
    try:
        call_command("verify", stdout=StringIO(), stderr=said)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


def _die_at(where: str) -> None:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from perfcenter.base.vault import files

    if where == "nowhere":
        return
    if where == "rename":
        os.replace = lambda *_paths: _die()  # type: ignore[assignment]
        return
    if where == "full-vault":
        files.shutil.copyfileobj = _full  # type: ignore[assignment]
        return
    if where == "full-database":
        _fill_database()
        return
    written: list[Path] = []
    put, commit = files._put_on_disk, BaseDatabaseWrapper.commit
    known = 0 if where == "vault" else _count(where)

    def putting(target: Path, source: Path, digest: str) -> None:
        put(target, source, digest)
        written.append(target)

    def committing(connection: BaseDatabaseWrapper) -> None:
        if written if where == "vault" else _count(where) > known:
            _die()
        commit(connection)

    files._put_on_disk = putting
    BaseDatabaseWrapper.commit = committing  # type: ignore[method-assign]


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full(*_given: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _fill_database() -> None:
    """Let the database grow no more: SQLite by its own limit, PostgreSQL's COPY by its error."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            return
    import psycopg2
    from django.db.backends.utils import CursorWrapper

    class DiskFull(psycopg2.OperationalError):
        pgcode = "53100"

    def full(self: CursorWrapper, *_given: object, **_named: object) -> None:
        with self.db.wrap_database_errors:
            raise DiskFull("could not extend file: No space left on device")

    CursorWrapper.copy_expert = full  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(*sys.argv[1:])
