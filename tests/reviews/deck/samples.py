"""Very different managers: above plan, at a loss, without a book, and one with too much to say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from reviews.deck.data import DeckData, DeckGoal
from tests.reviews.deck.books import quiet, spotless
from tests.reviews.deck.building import dimension, measure, sheet, waterfall
from tests.reviews.deck.strong import strong


def losing() -> DeckData:
    """Ole Marsh: a small retail book at a loss, in English, without peers, published."""
    made = sheet(
        dimension(
            "finance",
            "Finance",
            0.7,
            measure("RORAC", "RORAC", value=-43210.55, target=195000, within=60, before=20100),
            measure(
                "RPROFIT",
                "Responsibility profit",
                value=12400,
                target=182000,
                within=40,
                before=99000,
            ),
        ),
        dimension(
            "customer",
            "Customer",
            0.3,
            measure(
                "DEP",
                "Average deposits",
                value=2_010_000,
                target=4_000_000,
                within=50,
                before=2_900_000,
            ),
            measure("SAT", "Satisfaction", "points", 71, within=50, score=71.0, rule="value"),
        ),
        staff_no="SR07",
        name="Ole Marsh",
        cycle_title="2026",
        line="personal",
        line_title="Personal",
        level="",
        branch_name="Riverside sub-branch",
        peers=3,
        is_published=True,
        grade_title="Below",
        rank=61,
        peer_rank=3,
        bands=(
            ("Outstanding", 110.0),
            ("Excellent", 100.0),
            ("Good", 90.0),
            ("Competent", 75.0),
            ("Below", 0.0),
        ),
        waterfall=waterfall(
            (82_000, -51_000, -30_500.25, -22_000, -4_000, -2_500, 1_400),
            (24_000, -19_000, -9_000.30, -8_000, -3_000, -1_610, 0),
            english=True,
        ),
        previous_composite=Fraction("88.2"),
        published_on=date(2027, 2, 3),
    )
    return DeckData(
        sheet=made,
        bank_name="Riverside Bank",
        language="en",
        is_draft=False,
        made_on=date(2027, 2, 3),
        achievements="Kept 41 of 48 households through the branch move.",
        problems="Two dormant business accounts carry most of the management cost pool.",
        improvements="",
        goal_lines=(
            DeckGoal(
                "Average deposits",
                "yuan",
                Fraction(2_010_000),
                Fraction(2_600_000),
                "Salary accounts of the two schools",
            ),
        ),
        year=quiet(),
    )


def newcomer() -> DeckData:
    """A joiner of December with a name of twenty characters: no book, no composite, no review."""
    made = sheet(
        dimension(
            "finance",
            "财务",
            0.0,
            measure("RORAC", "RORAC", target=100000, status="no_data"),
            measure("RPROFIT", "责任利润", status="no_data"),
        ),
        dimension(
            "customer",
            "客户",
            0.0,
            measure("DEP", "存款日均", target=0, status="zero_target"),
            measure("SAT", "客户满意度", "points", status="no_data"),
        ),
        dimension(
            "learning",
            "学习与成长",
            0.0882,
            measure("HOURS", "培训学时", "hours", 6, 8, within=100, cap=120.0, median=101.0),
        ),
        staff_no="20991",
        name="买买提艾力·阿卜杜热合曼·吐尔逊江尼亚孜",
        composite=None,
        weight_with_data=0.0882,
        line="personal",
        line_title="个人",
        level="",
        peers=120,
    )
    return DeckData("临江银行", "zh-hans", sheet=made, is_draft=True, made_on=date(2027, 1, 26))


def crowded() -> DeckData:
    """Twenty-five measures with plans, texts of 5,000 characters, a stock at a loss."""
    dimensions = []
    for d in range(5):
        lines = [
            measure(
                f"M{d}{i}",
                f"第{d + 1}维第{i + 1}项重点产品营销与客户维护指标",
                ("yuan", "count", "hours", "points", "ratio")[i % 5],
                Fraction(7_654_321 * (i + 2) * (d + 1), 10 ** (i % 5 * 2)),
                Fraction(7_000_000 * (i + 3) * (d + 1), 10 ** (i % 5 * 2)),
                within=10 + i,
                median=90.0 + i * d,
            )
            for i in range(5)
        ]
        dimensions.append(dimension(f"d{d}", f"维度{d + 1}", 0.2, *lines, median=95.0))
    made = sheet(
        *dimensions,
        staff_no="30001",
        name="孟伟",
        is_published=True,
        peer_median=88.0,
        peer_rank=101,
        rank=210,
        peers=230,
        grade_title="良好",
        waterfall=waterfall(
            (4_000_000, -5_200_000, -300_000, -200_000, -100_000, -120_000, 96_000),
            (9_000_000, -2_000_000, -800_000, -400_000, -200_000, -270_000, 0),
        ),
    )
    chinese = "全年走访企业一百二十家，新开结算户三十一户，代发工资五千人次。" * 160
    address = "https://intranet.example/reports/2026/a-very-long-address/without-any-break"
    english = f"Visited 120 firms and opened 31 settlement accounts, see {address}. "
    return DeckData(
        "临江银行",
        "zh-hans",
        sheet=made,
        is_draft=False,
        year=spotless(),
        made_on=date(2027, 2, 10),
        achievements=chinese[:5000],
        problems=(english * 60)[:5000],
        improvements="、".join(["复盘"] * 2000)[:5000],
        goals="复盘要按月做。\n" * 60,
        goal_lines=tuple(
            DeckGoal(m.title, m.unit, m.value, m.target, "按月跟踪，逐户走访。" * 30)
            for m in made.measures
        ),
    )


SAMPLES = {"strong": strong, "losing": losing, "newcomer": newcomer, "crowded": crowded}
