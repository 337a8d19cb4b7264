"""Every formula shown comes to its result when it is worked out from what is shown."""

from __future__ import annotations

import pytest
from django.utils import translation

from scoring.scheme.stored import definition
from tests.scoring.conftest import people
from tests.scoring.explanation.arithmetic import is_true, written
from tests.scoring.explanation.opening import explained

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LANGUAGES = ["zh-hans", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_of_every_measure_can_be_recomputed(bank, language):
    run, _hr = bank
    wrong = []
    with translation.override(language):
        for manager in people(run, 5):
            for measure in definition(run.cycle.scheme).all_measures():
                found = explained(bank, manager, measure.code)
                wrong += [
                    f"{manager.staff_no} {measure.code} {written(formula)}"
                    for formula in found.formulas
                    if not is_true(formula)
                ]
    assert wrong == []


@pytest.mark.parametrize("code", ["RORAC", "RPROFIT", "DEP", "FEE", "NPL"])
def test_every_formula_of_an_account_month_can_be_recomputed(bank, code):
    run, _hr = bank
    wrong = []
    for manager in people(run):
        accounts = [x for x in explained(bank, manager, code).leaves if x.kind == "account"]
        for leaf in accounts[:1]:
            month = explained(bank, manager, code, *leaf.path).detail.rows[-1].cells[0]
            detail = explained(bank, manager, code, *leaf.path, month).detail
            formulas = [formula for row in detail.rows for formula in row.formulas]
            wrong += [written(formula) for formula in formulas if not is_true(formula)]
    assert wrong == []
