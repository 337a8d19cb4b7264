"""Claims over processes: one at a time, free again after the block, an error, and a crash."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from perfcenter.base.claims import Claim, claimed
from tests.elsewhere import claimed_elsewhere
from tests.own_database import ROOT, run_module

CLAIMANT = "tests.perfcenter.base.claimant"


def is_free(claim: Claim = Claim.EXPORT, of: int = 1) -> bool:
    with claimed(claim, of) as is_ours:
        return is_ours


def fail_with_claim() -> None:
    with claimed(Claim.EXPORT, 1) as is_ours:
        assert is_ours
        raise ZeroDivisionError


def test_what_another_process_holds_is_not_free(db):
    with claimed_elsewhere(Claim.EXPORT, 1):
        assert not is_free()
    assert is_free()


def test_every_claim_and_number_is_its_own(db):
    with claimed_elsewhere(Claim.EXPORT, 1):
        assert is_free(Claim.EXPORT, 2)
        assert is_free(Claim.EXPORT_OF_USER, 1)


def test_it_is_free_again_after_an_error(db):
    with pytest.raises(ZeroDivisionError):
        fail_with_claim()
    with claimed_elsewhere(Claim.EXPORT, 1):
        pass


def test_a_number_of_any_size_can_be_claimed(db):
    assert is_free(of=2**62)


def test_where_nothing_can_be_written_nobody_is_kept_from_reading(db, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.DATA_DIR = tmp_path / "file"
    assert is_free()


@pytest.mark.django_db
def test_a_process_that_is_killed_lets_go(own_site):
    command = [sys.executable, "-m", CLAIMANT, "keep"]
    holder = subprocess.Popen(command, env=own_site, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout.readline().strip() == "True"
        assert run_module(CLAIMANT, env=own_site).strip() == "False"
    finally:
        os.kill(holder.pid, 9)
        holder.wait()
    assert run_module(CLAIMANT, env=own_site).strip() == "True"
