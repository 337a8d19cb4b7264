"""A draft tried on months that no cycle is about, by a job where the bank is large, in the rail."""

from __future__ import annotations

from datetime import date
from threading import Event

import pytest
from django.urls import reverse

from perfcenter.base.money import MILLION
from perfcenter.jobs.running import run
from perfcenter.models import Job
from portfolio.models import Posting, Value
from scoring.editor import trial
from scoring.editor.sides import unsaved
from scoring.editor.trial import effect
from scoring.editor.tried_on import TriedOn
from scoring.editor.write import begin_draft, change_draft, delete_draft
from scoring.models import Result, Scheme, SchemeTrial, ScoreRun
from scoring.runs.write import score
from scoring.scheme.write import load_scheme
from tests import factories as make
from tests.scoring.editor.test_effect import OTHER, SCHEME

pytestmark = pytest.mark.django_db
BALANCE = """
[[measures]]
code = "DEP"
title = "Deposits"
title_zh = "存款"
meaning = "Deposits."
meaning_zh = "存款。"
unit = "yuan"
source = { metric = "daily_average", families = ["deposit"] }
"""
WITH_BOOK = SCHEME.replace("[[bands]]", f"{BALANCE}\n[[bands]]", 1)
SPAN = TriedOn(None, 202601, 202603)


@pytest.fixture
def bank(hr):
    """A ledger of three months, three managers, one gone before them, and no cycle."""
    managers = [make.make_manager(number) for number in ("M1", "M2")]
    managers.append(make.make_manager("M3", line="corporate"))
    make.make_manager("M0", left_on=date(2025, 12, 31))
    product = make.make_product()
    for place, manager in enumerate(managers):
        make.make_value(manager, "ONE", (100, 50, 80)[place] * MILLION)
        make.make_value(manager, "TWO", (50, 90, 80)[place] * MILLION)
        client = make.make_client(f"C{place}", manager=manager)
        account = make.make_account(f"A{place}", client=client, product=product)
        for month in (202601, 202602, 202603):
            make.make_ledger_row(account, month, average_balance=(place + 1) * 1_000_000)
    make.touch_book()
    return managers


def standings(found):
    return {p.staff_no: (p.after.composite, p.after.rank, p.after.grade) for p in found.people}


def test_months_give_what_a_cycle_over_them_would(bank):
    found = effect(SPAN, None, unsaved(WITH_BOOK))
    deposits = {one.staff_no: found.measures_of(one.staff_no)[-1].value for one in found.people}
    assert ScoreRun.objects.count() == 0
    scheme, _is_new = load_scheme(WITH_BOOK, file="two.toml")
    cycle = make.make_cycle("Q1", managers=bank, scheme=scheme, last_month=202603)
    results = Result.objects.filter(run=score(cycle=cycle))
    assert standings(found) == {r.manager_id: (r.composite, r.rank, r.grade) for r in results}
    assert len(found.people) == 3
    by_cycle = effect(TriedOn(cycle), None, unsaved(WITH_BOOK))
    assert deposits == {
        one.staff_no: by_cycle.measures_of(one.staff_no)[-1].value for one in by_cycle.people
    }
    assert len(set(deposits.values())) == 3


def test_targets_and_values_of_a_cycle_do_not_count(bank):
    Value.objects.create(manager=bank[0], measure_code="ONE", value=7 * MILLION, cycle="2026")
    assert standings(effect(SPAN, None, unsaved(SCHEME)))["M1"][0] == 75


def test_a_line_is_who_belongs_to_it_on_the_last_day(bank):
    Posting.objects.create(
        manager=bank[1], branch=bank[1].branch, line="corporate", from_on=date(2026, 3, 31)
    )
    Posting.objects.create(
        manager=bank[0], branch=bank[0].branch, line="corporate", from_on=date(2026, 4, 1)
    )
    found = effect(TriedOn(None, 202601, 202603, "corporate"), None, unsaved(SCHEME))
    assert set(standings(found)) == {"M2", "M3"}


@pytest.fixture
def first_draft(hr, bank):
    """A first scheme, which comes from no version."""
    return begin_draft(text=OTHER, base=None, actor=hr)


def page_of(draft):
    return reverse("scoring:draft_try", args=[draft.pk])


def test_the_page_offers_the_months_and_shows_people_at_length(desk, first_draft):
    before = desk.get(page_of(first_draft)).context
    assert before["chosen"] == {"from": "202601", "to": "202603"}
    asked = {"cycle": "", "from": "202601", "to": "202603", "who": "M2"}
    answer = desk.get(page_of(first_draft), asked)
    (composite, dimension, one, _two) = answer.context["rows"]
    assert [composite.cells[0][2], dimension.cells[0][2], one.cells[0][0]] == [54, 54, "50 points"]
    assert "have another composite" not in answer.content.decode()
    assert (ScoreRun.objects.count(), Result.objects.count(), SchemeTrial.objects.count()) == (
        0, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "line", "status"),
    [("202603", "202601", "", 422), ("202512", "202603", "", 404), ("x", "202603", "", 404),
     ("202601", "202603", "none", 404)],
)  # fmt: skip
def test_only_months_of_the_ledger_in_their_order(desk, first_draft, first, last, line, status):
    asked = {"from": first, "to": last, "line": line}
    assert desk.get(page_of(first_draft), asked).status_code == status


# ---------------------------------------------------------------- by a job


@pytest.fixture
def changed(hr, bank):
    base, _is_new = load_scheme(SCHEME, file="two.toml")
    return begin_draft(text=OTHER, base=base, actor=hr)


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(trial, "takes_long", lambda: True)


def asked_of(page):
    return page.context["asked"]


ASKED = {"from": "202601", "to": "202603"}


def test_a_large_bank_has_it_tried_by_a_job(desk, changed, large, own_files):
    page = desk.get(page_of(changed), ASKED)
    assert "effect" not in page.context
    sent = desk.post(reverse("scoring:scheme_try"), asked_of(page))
    assert desk.get(sent.url).context["is_made"]
    job = Job.objects.get()
    run(job.pk, stop=Event(), in_thread=False)
    shown = desk.get(sent.url, {**ASKED, "who": "M1", "staff": "M1"}).context
    wanted = {"M1": (95, 1, "good"), "M2": (54, 3, "rest"), "M3": (80, 2, "good")}
    assert standings(shown["effect"]) == wanted
    assert (shown["effect"].moved, shown["effect"].regraded) == (2, 1)
    assert [line.value for line in shown["lines"]] == ["100 points", "50 points"]
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"moved": 2, "regraded": 1, "total": 3})


def test_the_rail_keeps_the_last_trial_and_says_of_which_state(desk, hr, changed, large, own_files):
    desk.post(reverse("scoring:scheme_try"), asked_of(desk.get(page_of(changed), ASKED)))
    run(Job.objects.get().pk, stop=Event(), in_thread=False)
    rail = reverse("scoring:draft_effect", args=[changed.pk])
    assert not desk.get(rail).context["is_old"]
    change_draft(draft=changed, counter=1, change=lambda text: f"{text}\n# more\n", actor=hr)
    later = desk.get(rail).context
    assert (later["is_old"], later["saved_at"], later["takes_long"]) == (
        True, changed.changed_at, True,
    )  # fmt: skip
    delete_draft(draft=changed, actor=hr)
    assert SchemeTrial.objects.count() == 0


def test_versions_are_compared_by_a_job_too(desk, changed, large, own_files):
    other, _is_new = load_scheme(OTHER, file="two.toml")
    sides = {"a": f"version:{changed.base_id}", "b": f"version:{other.pk}", **ASKED}
    page = desk.get(reverse("scoring:scheme_compare"), sides)
    sent = desk.post(reverse("scoring:scheme_try"), {**asked_of(page), "compared": "1"})
    run(Job.objects.get().pk, stop=Event(), in_thread=False)
    assert desk.get(sent.url).context["effect"].moved == 2


# ---------------------------------------------------------------- in the rail


def test_the_rail_shows_whom_the_last_trial_looked_at(desk, changed):
    rail = reverse("scoring:draft_effect", args=[changed.pk])
    form = reverse("scoring:draft", args=[changed.pk, "general"])
    assert 'hx-trigger="load"' not in desk.get(form).content.decode()
    desk.get(page_of(changed), {**ASKED, "who": "M2"})
    assert 'hx-trigger="load"' in desk.get(form).content.decode()
    shown = desk.get(rail)
    text = " ".join(shown.content.decode().split())
    assert "2 of 3 have another composite, 1 another grade." in text
    assert "70.00 → <b>54.00</b>" in text
    assert [one.staff_no for one in shown.context["few"]] == ["M2"]


def test_the_rail_of_a_draft_that_is_wrong_says_so(desk, hr, bank):
    draft = begin_draft(text=OTHER.replace("weight = 10", "weight = 11"), base=None, actor=hr)
    shown = desk.get(reverse("scoring:draft_effect", args=[draft.pk]))
    assert "It can be tried when nothing is wrong with it." in shown.content.decode()


def test_without_a_ledger_and_a_cycle_there_is_nothing_to_try_it_on(desk, hr, balanced):
    draft = begin_draft(text=balanced.source, base=balanced, actor=hr)
    for name in ("scoring:draft_try", "scoring:draft_effect"):
        assert desk.get(reverse(name, args=[draft.pk])).status_code == 200
    assert Scheme.objects.count() == 1
