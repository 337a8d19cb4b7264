"""What other systems know of a manager: surveys, training, certificates, incidents, absences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from perfcenter.demo.money import millionths_text
from perfcenter.demo.timeline import Array, Timeline

COURSES = (
    ("反洗钱与客户身份识别", 4, True),
    ("消费者权益保护", 4, True),
    ("信贷合规与贷后管理", 8, True),
    ("小微企业信贷技术", 8, True),
    ("财富管理与资产配置", 8, True),
    ("公司客户现金管理", 6, False),
    ("国际结算与贸易融资", 6, True),
    ("个人信息保护法解读", 3, False),
    ("客户沟通与需求挖掘", 6, False),
    ("宏观经济与利率走势", 3, False),
    ("数据分析与客户画像", 6, True),
    ("职业操守与案件警示", 4, True),
)
CERTIFICATES = (
    ("银行业专业人员职业资格", "", 0),
    ("基金从业资格", "wealth personal", 0),
    ("保险销售从业资格", "wealth personal", 3),
    ("AFP金融理财师", "wealth", 2),
    ("CFP国际金融理财师", "wealth", 2),
    ("信贷业务上岗资格", "corporate", 3),
    ("国际结算单证资格", "corporate", 0),
)
INCIDENTS = (
    ("贷后检查逾期", "一般", 1, "第三季度贷后检查报告逾期12日提交"),
    ("双录缺失", "一般", 1, "代销保险一笔录像不完整，已补录"),
    ("客户投诉", "一般", 1, "理财到期提醒不及时，经核实属实"),
    ("资料不全", "轻微", 0.5, "开户资料缺受益所有人声明"),
    ("授信资料不实", "较重", 3, "借款用途证明材料与实际不符，已整改"),
    ("超权限承诺", "较重", 2, "口头承诺优惠利率，未经审批"),
)
INCIDENTS_A_YEAR = 8
LEAVES = (
    ("年休假", 2, 8, 0.85),
    ("病假", 1, 6, 0.16),
    ("事假", 1, 3, 0.1),
    ("产假", 158, 159, 0.01),
)
# Mean, slope by ability, spread of plain scores; how many quarters; who lacks it.
SCORES = {
    "SAT": (89, 26, 2.6, (3, 6, 9, 12), 0.02),
    "FIRST": (90, 22, 3.5, (6, 12), 0.04),
    "FILES": (92, 20, 3.0, (3, 6, 9, 12), 0.05),
    "P360": (88, 18, 3.0, (12,), 0.06),
    "RESEARCH": (80, 25, 7.0, (12,), 0.32),
}
MEDICAL_HAVE = 0.6
CENT = 10_000


@dataclass(frozen=True)
class Person:
    """A manager's year: when she served, and how able she is."""

    staff_no: str
    line: str
    year: int
    first: pd.Timestamp
    last: pd.Timestamp
    hired: pd.Timestamp
    ability: float

    def some_day(self, rng: np.random.Generator) -> pd.Timestamp:
        days = (self.last - self.first).days
        return self.first + pd.Timedelta(days=int(rng.integers(0, days + 1)))


def person_years(managers: pd.DataFrame, ability: Array, time: Timeline) -> list[Person]:
    """Return every manager in each of the two years she served in."""
    people = []
    columns = ["staff_no", "line", "hired_on", "left_on"]
    rows: list[Any] = managers[columns].to_numpy().tolist()
    for position, (staff_no, line, hired, left) in enumerate(rows):
        for index, year in enumerate((time.year - 1, time.year)):
            first = max(hired, pd.Timestamp(year, 1, 1))
            last = pd.Timestamp(year, 12, 31)
            last = last if pd.isna(left) else min(last, left)
            if first <= last:
                able = float(ability[position, index])
                people.append(Person(staff_no, line, year, first, last, hired, able))
    return people


def values_file(rng: np.random.Generator, people: list[Person]) -> pd.DataFrame:
    """Return survey and check scores, mostly quarterly, with a few gaps."""
    rows = [row for person in people for row in _scores(rng, person)]
    frame = pd.DataFrame(rows, columns=["staff_no", "measure_code", "value", "month"])
    return frame.assign(value=millionths_text(frame.value))


def _scores(rng: np.random.Generator, person: Person) -> Iterator[tuple[str, str, int, str]]:
    served = range(person.first.month, person.last.month + 1)
    for measure, (mean, slope, spread, months, gap) in SCORES.items():
        level = mean + slope * (person.ability - 1) + rng.normal(0, spread)
        missing = rng.random() < gap
        for month in months:
            score = np.clip(level + rng.normal(0, spread / 3), 40, 99.8)
            if month in served and not missing:
                text = f"{person.year}-{month:02d}"
                yield person.staff_no, measure, round(float(score) * 100) * CENT, text
    ratio = round(float(rng.beta(2, 3)) * 100)
    if rng.random() < MEDICAL_HAVE and 12 in served:
        yield person.staff_no, "MEDICAL", ratio * CENT, f"{person.year}-12"


def training_file(rng: np.random.Generator, people: list[Person]) -> pd.DataFrame:
    """Return courses taken: about forty hours a year, some with an exam."""
    rows = []
    for person in people:
        served = ((person.last - person.first).days + 1) / 365
        wanted = (
            40 * served * np.clip(0.97 + 0.5 * (person.ability - 1) + rng.normal(0, 0.14), 0.3, 1.5)
        )
        for index in rng.permutation(len(COURSES)):
            course, hours, has_exam = COURSES[index]
            if wanted < hours / 2:
                break
            wanted -= hours
            mark = np.clip(84 + 22 * (person.ability - 1) + rng.normal(0, 6), 45, 100)
            text = f"{mark:.1f}" if has_exam and rng.random() < 0.8 else ""
            day = person.some_day(rng).date().isoformat()
            rows.append((person.staff_no, course, str(hours), text, day))
    columns = ["staff_no", "course", "hours", "exam_score", "completed_on"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["completed_on", "staff_no", "course"], ignore_index=True
    )


def certificates_file(rng: np.random.Generator, people: list[Person]) -> pd.DataFrame:
    """Return qualifications; some of those that run out have run out."""
    rows = []
    for person in {person.staff_no: person for person in people}.values():
        for name, lines, valid in CERTIFICATES:
            if lines and (person.line not in lines or rng.random() < 0.35):
                continue
            since = int(rng.integers(60, 1_400))
            got = max(person.hired + pd.Timedelta(days=40), person.last - pd.Timedelta(days=since))
            until = (got + pd.DateOffset(years=valid)).date().isoformat() if valid else ""
            rows.append((person.staff_no, name, got.date().isoformat(), until))
    return pd.DataFrame(rows, columns=["staff_no", "name", "obtained_on", "expires_on"])


def incidents_file(rng: np.random.Generator, people: list[Person]) -> pd.DataFrame:
    """Return compliance events; they happen rather to the less able."""
    rows = []
    for year in sorted({person.year for person in people}):
        staff = [person for person in people if person.year == year]
        chance = np.array([2.2 - min(person.ability, 1.2) * 1.5 for person in staff])
        for who in rng.choice(len(staff), INCIDENTS_A_YEAR, p=chance / chance.sum()):
            kind, severity, points, note = INCIDENTS[
                rng.choice(6, p=[0.26, 0.22, 0.2, 0.2, 0.06, 0.06])
            ]
            day = staff[who].some_day(rng).date().isoformat()
            rows.append((staff[who].staff_no, day, kind, severity, str(points), note))
    columns = ["staff_no", "occurred_on", "kind", "severity", "points", "note"]
    return pd.DataFrame(rows, columns=columns).sort_values("occurred_on", ignore_index=True)


def absences_file(rng: np.random.Generator, people: list[Person]) -> pd.DataFrame:
    """Return days away."""
    rows = []
    for person in people:
        for kind, least, most, chance in LEAVES:
            length, start = int(rng.integers(least, most)), person.some_day(rng)
            until = start + pd.Timedelta(days=length - 1)
            if rng.random() < chance and until <= person.last:
                days = (start.date().isoformat(), until.date().isoformat())
                rows.append((person.staff_no, *days, kind))
    return pd.DataFrame(rows, columns=["staff_no", "from_on", "to_on", "kind"])
