"""A round is opened with all of its cycles, or not at all."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from perfcenter.base.refusals import Refused
from perfcenter.models import AuditEntry
from scoring.cycles.rounds import Part, open_round
from scoring.cycles.titles import code_beside_title, cycle_title
from scoring.models import Cycle, Round, Scheme
from tests.factories import make_cycle, make_manager, make_round

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def lines(db):
    """One manager of each of two lines."""
    return make_manager("P1"), make_manager("C1", line="corporate")


def opened(parts: list[Part], **more) -> Round:
    typed = {"code": "2026", "title": "Year 2026", "first_month": 202601, "last_month": 202612}
    return open_round(**{**typed, **more}, parts=parts)


def part(line: str, **more) -> Part:
    return Part(f"2026-{line}", Scheme.objects.get(name="balanced"), line, **more)


def members(code: str) -> list[str]:
    return list(Cycle.objects.get(code=code).participants.values_list("manager", flat=True))


def test_each_cycle_has_the_managers_of_its_line(lines):
    found = opened([part("personal"), part("corporate")])
    assert set(found.cycles.values_list("code", "line")) == {
        ("2026-personal", "personal"),
        ("2026-corporate", "corporate"),
    }
    assert (members("2026-personal"), members("2026-corporate")) == (["P1"], ["C1"])


def test_who_is_named_takes_part_whatever_her_line(lines):
    opened([part("personal", members=["P1", "C1"])])
    assert members("2026-personal") == ["C1", "P1"]


def test_a_cycle_that_cannot_be_opened_leaves_nothing_of_the_round(lines):
    with pytest.raises(Refused, match="line wealth"):
        opened([part("personal"), part("wealth")])
    assert not Round.objects.exists()
    assert not Cycle.objects.exists()
    assert not AuditEntry.objects.filter(action__in=("round.open", "cycle.open")).exists()


def test_a_round_without_cycles_is_refused(lines):
    with pytest.raises(Refused, match="at least one cycle"):
        opened([])


def test_the_code_of_a_round_is_taken_once(lines):
    make_round("2026")
    with pytest.raises(Refused, match="a round 2026 already"):
        opened([part("personal")])


@pytest.mark.parametrize("code", ["", "2026 a", "x" * 41])
def test_a_round_has_a_code_for_addresses(lines, code):
    with pytest.raises(Refused, match="expected up to 40"):
        opened([part("personal")], code=code)


def test_the_log_has_the_round_and_each_of_its_cycles(lines):
    opened([part("personal"), part("corporate")])
    entries = AuditEntry.objects.filter(action__in=("round.open", "cycle.open")).order_by("id")
    assert [entry.object_name for entry in entries] == ["2026", "2026-personal", "2026-corporate"]
    assert entries[1].detail["round"] == "2026"


def test_a_cycle_stays_in_its_round_and_line(lines):
    found = opened([part("personal")])
    cycle = found.cycles.get()
    for changed in ({"round": make_round("R2")}, {"line": "corporate"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(**changed)


def test_a_round_is_never_changed_or_deleted(db):
    make_round()
    for change in (
        lambda: Round.objects.update(title="Another"),
        lambda: Round.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_title_of_a_cycle_of_a_line_says_so(lines):
    opened([part("personal"), part("corporate")])
    cycle = Cycle.objects.get(line="personal")
    assert cycle_title(cycle) == "Year 2026, Personal"
    assert code_beside_title(cycle) == ""
    assert code_beside_title(make_cycle("2026-personal-2", managers=[lines[0]])) != ""


def test_the_command_opens_cycles_into_a_round_and_begins_it(lines):
    for line in ("personal", "corporate"):
        call_command(
            "open_cycle", f"2026-{line}", "--scheme", "balanced", "--from", "2026-01",
            "--to", "2026-12", "--line", line, "--round", "2026",
        )  # fmt: skip
    assert Round.objects.get().cycles.count() == 2
