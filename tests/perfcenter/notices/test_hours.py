"""When something may go out: quiet hours, workdays, once a day."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ImproperlyConfigured

from perfcenter.notices.hours import Calendar
from perfcenter.site.environment_notices import days_off

# Thursday 1 October to Wednesday 7 October 2026 are holidays; Saturday 10 October is worked.
HOLIDAYS = frozenset(date(2026, 10, day) for day in range(1, 8))
BANK = Calendar((time(20), time(8)), time(8, 30), HOLIDAYS, frozenset([date(2026, 10, 10)]))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("2026-09-29 19:59:59", "2026-09-29 19:59:59"),
        ("2026-09-29 20:00", "2026-09-30 08:00"),  # the first minute is quiet
        ("2026-09-30 07:59:59", "2026-09-30 08:00"),  # so is the last
        ("2026-09-30 08:00", "2026-09-30 08:00"),
        ("2026-09-30 20:00", "2026-10-08 08:00"),  # the evening before the holiday
        ("2026-10-04 12:00", "2026-10-08 08:00"),
        ("2026-10-09 20:00", "2026-10-10 08:00"),  # a Saturday that is worked
        ("2026-10-10 21:00", "2026-10-12 08:00"),
    ],
)
def test_nothing_goes_out_in_quiet_hours_or_on_days_off(asked, goes):
    assert BANK.soonest(at(asked)) == at(goes)


def test_quiet_hours_within_a_day_end_on_it():
    noon = Calendar((time(12), time(14)), time(8, 30))
    assert noon.soonest(at("2026-09-29 12:00")) == at("2026-09-29 14:00")
    assert noon.soonest(at("2026-09-29 14:00")) == at("2026-09-29 14:00")


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("2026-09-30 08:30", "2026-09-30 08:30"),
        ("2026-09-30 08:30:01", "2026-10-08 08:30"),
        ("2026-10-09 09:00", "2026-10-10 08:30"),
    ],
)
def test_what_goes_out_once_a_day_waits_for_the_next_workday(asked, goes):
    assert BANK.next_daily(at(asked)) == at(goes)


def test_the_banks_calendar_is_read_from_its_file(tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text('holidays = [2026-10-01, "2026-10-02 2026-10-07"]\nworkdays = [2026-10-10]\n')
    assert days_off(str(file)) == (HOLIDAYS, frozenset([date(2026, 10, 10)]))


@pytest.mark.parametrize(
    "text",
    ["holidays = [1]", 'holidays = ["2026-10-07 2026-10-01"]', "days = []", "holidays = ",
     "holidays = [2026-10-10]\nworkdays = [2026-10-10]"],
)  # fmt: skip
def test_a_calendar_that_cannot_be_stops_the_start(text, tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text(text)
    with pytest.raises(ImproperlyConfigured, match="NOTICES_CALENDAR"):
        days_off(str(file))
