"""A cycle is called by the part of the year it spans; its code stands beside only if it adds."""

import pytest
from django.utils import translation

from scoring.cycles.titles import code_beside_title, cycle_title
from scoring.models import Cycle


def cycle(first, last, code="X"):
    return Cycle(code=code, first_month=first, last_month=last)


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (202501, 202512, "2025年度", "Year 2025"),
        (202501, 202506, "2025年上半年", "First half of 2025"),
        (202507, 202512, "2025年下半年", "Second half of 2025"),
        (202501, 202503, "2025年第一季度", "First quarter of 2025"),
        (202510, 202512, "2025年第四季度", "Fourth quarter of 2025"),
        (202502, 202504, "2025-02至2025-04", "2025-02 to 2025-04"),
        (202411, 202506, "2024-11至2025-06", "2024-11 to 2025-06"),
        (202401, 202512, "2024-01至2025-12", "2024-01 to 2025-12"),
        (202505, 202505, "2025-05", "2025-05"),
    ],
)
def test_a_cycle_is_called_by_its_span(first, last, zh, en):
    with translation.override("zh-hans"):
        assert cycle_title(cycle(first, last)).replace(" ", "") == zh
    with translation.override("en"):
        assert cycle_title(cycle(first, last)) == en


@pytest.mark.parametrize(
    ("first", "last", "code", "beside"),
    [
        (202501, 202512, "2025", ""),
        (202501, 202506, "2025h1", ""),
        (202501, 202503, "2025Q1", ""),
        (202501, 202512, "2025-wealth", "2025-wealth"),
        (202502, 202504, "spring", "spring"),
    ],
)
def test_a_code_stands_beside_a_title_where_it_says_more(first, last, code, beside):
    assert code_beside_title(cycle(first, last, code)) == beside
