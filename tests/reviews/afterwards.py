"""Fixtures of a published cycle in which somebody asks."""

import io

import pytest
from python_calamine import CalamineWorkbook

from perfcenter.models import User
from reviews.appeals.write import appeal, ask
from scoring.models import Cycle
from tests import factories as make
from tests.cast import make_cast
from tests.published import make_scored, publish_now

COPIED = {"title": "满意度", "note": "", "cells": [["实际", "70.00"]]}


@pytest.fixture(scope="module")
def kept(keeping):
    """The scored cycle and the one published; a third of HR had no part in any of it."""
    with keeping():
        cast = make_cast()
        cycle = make_scored(cast)
        third = make.make_user(role=User.Role.HR)
        yield cast, cycle, third


@pytest.fixture
def cast(kept, db):
    return kept[0]


@pytest.fixture
def third(kept, db):
    return kept[2]


@pytest.fixture
def scored(kept, db):
    return Cycle.objects.select_related("scheme", "published_run").get(pk=kept[1].pk)


@pytest.fixture
def published(cast, scored):
    return publish_now(scored, cast)


def query(cast, cycle, **given):
    said = {
        "measure_code": "SAT", "kind": "amount", "expected": "90", "text": "漏了一份",
        "copied": COPIED, "cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager,
    }  # fmt: skip
    return ask(**{**said, **given})


def appealed(cast, cycle, **given):
    said = {"cycle": cycle, "manager": cast.manager.manager, "actor": cast.manager, "text": "不服"}
    return appeal(**{**said, **given})


def rows_of(answer):
    """The rows of a workbook's first sheet."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
