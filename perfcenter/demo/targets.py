"""Who does how well, and the plan that shows it: quarterly targets of every planned measure."""

import numpy as np
import pandas as pd

from perfcenter.base.money import MILLION
from perfcenter.demo.money import millionths_text
from perfcenter.demo.timeline import YEARS, Array, Timeline

# The ability at a quantile of the staff: 1 meets the plan. Wide enough for every band.
QUANTILES = (0, 0.07, 0.25, 0.5, 0.75, 0.9, 1)
ABILITY = (0.58, 0.71, 0.86, 0.955, 1.035, 1.11, 1.22)
KNOWN_FOR = {"许文静": 1.02, "陆建平": 0.98, "郑国栋": 1.06, "龚明杰": 0.66, "欧阳静怡": 1.17}
# How far a measure's completion strays from the ability.
STRAY = {"RORAC": 0.05, "RPROFIT": 0.05, "DEP": 0.06, "LOAN": 0.08, "FEE": 0.12, "OTHER": 0.15}
FLOWS, AVERAGES = ("RORAC", "RPROFIT", "FEE", "OTHER"), ("DEP", "LOAN")
LEAST = {"RORAC": 30_000, "RPROFIT": 50_000, "FEE": 5_000, "OTHER": 500}
# Under this much nobody is given a plan: the business is not hers.
NO_PLAN_UNDER = {"LOAN": 9_000_000}
QUARTER_ENDS = (3, 6, 9, 12)
FLOW_PARTS = (22, 25, 25, 28)
AVERAGE_PATH = (97, 99, 101, 103)
HOURS_A_QUARTER = 10


def abilities(rng: np.random.Generator, managers: pd.DataFrame) -> Array:
    """Return each manager's ability in the two years; the second is what the demo is about."""
    place = (np.arange(len(managers)) + 0.5) / len(managers)
    second = rng.permutation(np.interp(place, QUANTILES, ABILITY))
    known = managers.name.map(KNOWN_FOR)
    second = known.fillna(pd.Series(second)).to_numpy()
    first = 0.98 + 0.6 * (second - 0.98) + rng.normal(0, 0.07, len(managers))
    return np.column_stack([first, second])


def targets(
    rng: np.random.Generator,
    worth: pd.DataFrame,
    ability: Array,
    managers: pd.DataFrame,
    time: Timeline,
) -> pd.DataFrame:
    """Return manager, measure, month as yyyymm and target in millionths of a yuan or an hour."""
    frames = []
    served = _served_part(managers, time)
    shared = rng.normal(0, 0.03, (len(managers), YEARS))
    for measure, stray in STRAY.items():
        meets = ability + shared + rng.normal(0, stray, (len(managers), YEARS))
        got = worth[measure].to_numpy().reshape(len(managers), YEARS)
        plan = got / np.where(served > 0, served, 1) / np.clip(meets, 0.35, 1.6)
        plan = _round(np.maximum(plan, LEAST.get(measure, 0)))
        has_plan = (served > 0) & (plan >= NO_PLAN_UNDER.get(measure, 0)) & (plan > 0)
        frames += _by_quarter(measure, plan, has_plan, time)
    frames += _by_quarter("HOURS", np.full(served.shape, 4 * HOURS_A_QUARTER), served > 0, time)
    frame = pd.concat(frames, ignore_index=True)
    return frame.sort_values(["manager", "measure", "month"], ignore_index=True)


def _served_part(managers: pd.DataFrame, time: Timeline) -> Array:
    """Return the part of each year that a manager was in service."""
    parts = []
    for year in (time.year - 1, time.year):
        first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        start = managers.hired_on.where(managers.hired_on > first, first)
        left = managers.left_on.fillna(last)
        stop = left.where(left < last, last)
        days = (stop - start).dt.days + 1
        parts.append(np.clip(days, 0, None) / ((last - first).days + 1))
    return np.column_stack(parts)


def _round(plan: Array) -> Array:
    """Return a plan as planners write it: round in its second or third digit, in whole yuan."""
    step = np.select(
        [plan >= 10_000_000, plan >= 1_000_000, plan >= 100_000], [100_000, 10_000, 1_000], 100
    )
    rounded: Array = np.round(plan / step) * step
    return rounded.astype(np.int64)


def _by_quarter(measure: str, plan: Array, has_plan: Array, time: Timeline) -> list[pd.DataFrame]:
    """Return the yearly plan as quarter-end rows: flows add up to it, averages average to it."""
    frames = []
    for year in range(YEARS):
        manager = np.flatnonzero(has_plan[:, year])
        yearly = plan[manager, year] * MILLION
        for quarter, month in enumerate(QUARTER_ENDS):
            if measure in AVERAGES:
                part = yearly * AVERAGE_PATH[quarter] // 100
            elif measure in FLOWS:
                part = yearly * FLOW_PARTS[quarter] // 100
            else:
                part = yearly // 4
            frames.append(
                pd.DataFrame(
                    {
                        "manager": manager,
                        "measure": measure,
                        "month": (time.year - 1 + year) * 100 + month,
                        "target": part,
                    }
                )
            )
    return frames


def targets_file(frame: pd.DataFrame, managers: pd.DataFrame) -> pd.DataFrame:
    """Return the plan as the contract's `targets` file."""
    month = frame.month.astype(str)
    return pd.DataFrame(
        {
            "staff_no": managers.staff_no.to_numpy()[frame.manager],
            "measure_code": frame.measure,
            "target": millionths_text(frame.target),
            "month": month.str[:4] + "-" + month.str[4:],
        }
    )
