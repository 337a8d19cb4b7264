"""Branches of samples: a bank of three branches with a year before, and one of a single person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from reviews.deck.groups.data import GradeCount, GroupData, Part, Person, PlanSum, ProductSum
from tests.reviews.deck.books import PRODUCTS, busy
from tests.reviews.deck.building import measure, waterfall

GRADES = ("卓越", "优秀", "良好", "合格", "不合格")
NAMES = ("甲支行", "乙支行", "丙支行")
SCORES = (118, "103.455", 101, 99, "96.2", 95, 93, "91.005", 90, 88, 84, "71.5")
BEFORE = (111, 104, 99, None, 97, 95, "91.2", 92, 93, 90, 96, "80.25")


def people() -> tuple[Person, ...]:
    """Twelve people of three branches; the last one left before the end."""
    found = []
    for index, (score, before) in enumerate(zip(SCORES, BEFORE, strict=True)):
        found.append(
            Person(
                staff_no=f"{index:03}",
                name=f"王{index:02}",
                branch=NAMES[index % 3],
                composite=Fraction(str(score)),
                grade=GRADES[min(index // 3, 4)],
                before=None if before is None else Fraction(str(before)),
                is_leaver=index == 11,
                plans=4,
                met=4 - index % 4,
                furthest=measure("DEP", "存款日均", value=80, target=100) if index % 4 else None,
            )
        )
    return tuple(found)


def bank() -> GroupData:
    """A bank with a year before: RORAC rose, two of three plans met."""
    everybody = people()
    lines = (
        measure("RORAC", "RORAC", value=6_564_600, target=6_200_000, within=60),
        measure("DEP", "存款日均", value=438_200_000, target=420_000_000, within=30),
        measure("LOAN", "贷款日均", value=294_800_000, target=310_000_000, within=10),
    )
    steps = waterfall(
        (9_650_000, -3_625_000, -602_000, -512_000, -520_000, -696_387.66, -100_000),
        (6_000_000, -2_300_000, -250_000, -120_000, -190_000, -170_012.34, 0),
    )
    before = waterfall(
        (9_000_000, -3_425_000, -590_000, -512_000, -410_000, -640_000, -90_000),
        (4_900_000, -2_000_000, -210_000, -110_000, -170_000, -150_000, 0),
    )
    parts = tuple(
        Part(
            f"B{place}",
            name,
            tuple(p for p in everybody if p.branch == name),
            Fraction(steps[-1].total * (place + 2), 9),
            Fraction(before[-1].total * (4 - place), 9),
            (place + 1) * 10**12,
            (place + 1) * 7 * 10**11,
            place * 10**8,
        )
        for place, name in enumerate(NAMES)
    )
    return GroupData(
        bank_name="临江银行",
        language="zh-hans",
        is_draft=False,
        made_on=date(2027, 2, 3),
        year=busy(),
        before=replace(busy(), bad=(0, 0, 0)),
        products=PRODUCTS,
        scheme_title="平衡计分卡",
        inputs_digest="0123456789abcdef0123",
        group="临江银行",
        is_bank=True,
        cycle="2026 年度",
        run=14,
        until=202612,
        good_from=90.0,
        people=everybody,
        grades=tuple(GradeCount(g, n, b) for g, n, b in zip(
            GRADES, (3, 3, 3, 3, 0), (2, 3, 3, 3, 1), strict=True)),
        plans=tuple(PlanSum(line, 11, 7, 1) for line in lines),
        waterfall=steps,
        waterfall_before=before,
        book=(
            ProductSum("LOAN", steps[-1].total * 2 / 3, before[-1].total / 2),
            ProductSum("FUND", steps[-1].total / 2, before[-1].total / 2),
            ProductSum("", -steps[-1].total / 6, Fraction(0)),
        ),
        parts=parts,
        people_before=11,
    )  # fmt: skip


def alone() -> GroupData:
    """A branch of one person, in English, without a year before, a plan or a book."""
    (person, *_others) = people()
    return replace(
        bank(),
        language="en",
        group="甲支行",
        is_bank=False,
        people=(replace(person, before=None),),
        grades=tuple(GradeCount(title, int(not place), None) for place, title in enumerate(GRADES)),
        plans=(),
        waterfall=(),
        waterfall_before=(),
        book=(),
        parts=(),
        year=None,
        before=None,
        people_before=0,
    )


def sinking() -> GroupData:
    """A bank at a loss, below zero in the year before too; every plan missed."""
    steps = waterfall((900, -1_200, -50, -20, -10, 0, 0), (100, -90, -5, -5, -5, 0, 0))
    before = waterfall((900, -950, -50, -20, -10, 0, 0), (100, -90, -5, -5, -5, 0, 0))
    base = bank()
    plans = tuple(
        replace(p, line=measure(p.line.code, p.line.title, value=1, target=2)) for p in base.plans
    )
    return replace(base, waterfall=steps, waterfall_before=before, plans=plans)


GROUPS = {"bank": bank, "alone": alone, "sinking": sinking}
