"""A scored bank that several modules read."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from perfcenter.models import User
from portfolio.models import Manager
from scoring.models import Cycle
from scoring.runs.write import score
from tests import factories as make
from tests.golden.books.variants import VARIANTS

EVERYTHING = next(variant for variant in VARIANTS if variant.name == "everything at once")
SAMPLE = 3


@pytest.fixture(scope="module")
def bank(keeping, tmp_path_factory):
    """The book with pools of each driver, shares and a transfer, scored; kept for the module."""
    with keeping():
        folder = EVERYTHING.write(tmp_path_factory.mktemp("bank"))
        silent = {"stdout": io.StringIO(), "stderr": io.StringIO()}
        call_command("load", str(folder), **silent)
        call_command(
            "open_cycle", "C", scheme="balanced", first=EVERYTHING.first, last=EVERYTHING.last,
            **silent,
        )  # fmt: skip
        run = score(cycle=Cycle.objects.get(code="C"))
        hr = make.make_user(role=User.Role.HR)
        yield run, hr


def people(run, sample: int = SAMPLE) -> list[Manager]:
    """Every few managers of the run, so that all kinds of books are among them."""
    found = Manager.objects.filter(participations__cycle=run.cycle).order_by("staff_no")
    return list(found)[:: max(1, len(found) // sample)]
