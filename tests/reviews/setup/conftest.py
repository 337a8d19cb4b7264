"""A setup of the cast's bank, as HR leaves it from step to step."""

from __future__ import annotations

from datetime import date

import pytest

from reviews.models import Setup
from reviews.setup.names import Names
from reviews.setup.opening import Plan, open_up
from reviews.setup.spans import Span, span_of
from reviews.setup.write import begin, change_lines
from scoring.models import Scheme
from tests import factories as make

pytestmark = pytest.mark.usefixtures("english")


def begun(cast, span: Span | None = None, **names: str) -> Setup:
    """A setup of the year 2027 unless said otherwise."""
    return begin(span=span or span_of("year", 2027, 1), names=Names(**names), actor=cast.hr)


def with_lines(cast, setup: Setup, *lines: str) -> Setup:
    """The setup with one cycle of all, or a cycle of each of these lines."""
    scheme = Scheme.objects.filter(name="balanced").first()
    chosen = dict.fromkeys(lines or ("",), scheme)
    return change_lines(setup=setup, lines=chosen, version=setup.version, actor=cast.hr)


def opened(cast, setup: Setup, **more):
    """Open what the confirmation page would show now."""
    setup = Setup.objects.get(pk=setup.pk)
    typed = {"seen": Plan(setup).digest, "version": setup.version, "actor": cast.hr}
    return open_up(setup=setup, **{**typed, **more})


@pytest.fixture
def setup(cast, english) -> Setup:
    """One cycle of all lines over 2027."""
    return with_lines(cast, begun(cast))


@pytest.fixture
def of_lines(cast, english) -> Setup:
    """A round over 2027: the cast is of the personal line, C1 of the corporate one."""
    make.make_manager("C1", line="corporate", hired_on=date(2020, 1, 1))
    return with_lines(cast, begun(cast), "personal", "corporate")
