"""Who may see whom."""

import pytest

from portfolio.models import Manager


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("manager", {"M1"}),
        ("supervisor", {"S1", "M1", "M2"}),
        ("director", {"D1", "S1", "S2", "M1", "M2", "M3"}),
        ("supervisor_elsewhere", {"S2", "M3"}),
        ("hr", {"D1", "S1", "S2", "M1", "M2", "M3"}),
        ("auditor", {"D1", "S1", "S2", "M1", "M2", "M3"}),
        ("administrator", set()),
    ],
)
def test_each_role_sees_its_part_of_the_reporting_tree(cast, who, seen):
    visible = Manager.objects.visible_to(getattr(cast, who))
    assert set(visible.values_list("staff_no", flat=True)) == seen
