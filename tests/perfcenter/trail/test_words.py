"""The audit log speaks the reader's language; what it was written with stays in titles."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from perfcenter.base import registry
from perfcenter.models import AuditEntry
from perfcenter.trail import words as trail
from tests.perfcenter.site.test_catalogue import messages

KINDS = "user|login|file|page|report|judgment|run|cycle|scheme|data|month|demo|draft"


def entry(
    action="report.save", kind="reviews.AnnualReport", name="2025 Li", **detail
) -> AuditEntry:
    return AuditEntry(
        action=action, object_type=kind, object_key="7", object_name=name, detail=detail
    )


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def sources() -> str:
    folders = [messages.ROOT / top for top in ("perfcenter", "portfolio", "scoring", "reviews")]
    files = [file for folder in folders for file in folder.rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_action_that_is_recorded_has_a_name():
    text = sources()
    recorded = set(re.findall(rf'"((?:{KINDS})\.(?!md"|toml")[a-z_]+)"', text))
    assert {"report.submit", "user.close", "data.load"} <= recorded
    named = {*trail.all_of("actions"), *(kind.code for kind in registry.notices)}
    assert recorded - named == set()


def test_a_code_without_a_name_stays_a_code():
    line = trail.in_words(entry(action="new.thing", kind="new.Kind"))
    assert (line.action, line.kind) == ("new.thing", "new.Kind")


def test_codes_of_states_roles_and_sections_are_named_and_numbers_stay_plain():
    line = trail.in_words(entry(year=2025, state="draft", section="goals", version=3))
    assert line.details == "Year: 2025; state: Draft; section: Next year's goals; version: 3"


def test_what_is_not_known_is_left_out_and_a_digest_is_cut_with_the_whole_in_its_title():
    line = trail.in_words(entry(before=None, digest="ab" * 32))
    assert line.details == "digest: abababababab"
    assert "ab" * 32 in line.details_code


def test_the_files_of_a_load_are_counted():
    files = [{"name": "ledger", "rows": 1200}, {"name": "loans", "rows": 34}]
    assert trail.in_words(entry(files=files)).details == "files: 2 with 1,234 rows"


def test_a_run_is_named_by_its_cycle_not_by_a_key_of_the_database():
    run = entry("run.score", "scoring.ScoreRun", "3 #2", cycle="2025", number=2)
    assert trail.in_words(run).name == "2025 #2"


def test_an_object_is_found_by_what_its_kind_is_called():
    assert trail.kinds_named("Self-Rev") == ["reviews.AnnualReport"]
    with translation.override("zh-hans"):
        assert trail.kinds_named("批次") == ["scoring.ScoreRun"]
        assert trail.in_words(entry()).action == "保存述职报告"
