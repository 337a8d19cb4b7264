"""Frozen sheets of very different managers, put together by the scorecard's own arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from reviews.deck.data import DeckData, GoalLine
from scoring.sheet import DimensionLine, MeasureLine, Sheet, Step

BANDS = (
    ("卓越", 110.0),
    ("优秀", 100.0),
    ("良好", 90.0),
    ("合格", 75.0),
    ("不合格", float("-inf")),
)
STEPS = (
    ("income", "E", "收益"),
    ("funding_cost", "Cd", "资金成本"),
    ("management_cost", "Cm", "管理成本"),
    ("fixed_cost", "Cf", "固定成本"),
    ("risk_cost", "Cr", "风险成本"),
    ("tax", "T", "税"),
    ("decay", "1−k₀", "存量折减"),
    ("rorac", "RORAC", "RORAC"),
)
ENGLISH_STEPS = (
    "Income",
    "Funding cost",
    "Management cost",
    "Fixed cost",
    "Risk cost",
    "Tax",
    "Decay of stock",
    "RORAC",
)
Amount = int | float | str | Fraction


def exact(value: Amount | None) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def measure(
    code: str,
    title: str,
    unit: str = "yuan",
    value: Amount | None = None,
    target: Amount | None = None,
    *,
    within: float = 1.0,
    score: float | None = None,
    median: float | None = None,
    before: Amount | None = None,
    lower: bool = False,
    cap: float = 150.0,
    rule: str = "completion",
    status: str = "scored",
) -> MeasureLine:
    """A measure as scored; without a `score` it is its completion, capped."""
    worth, plan = exact(value), exact(target)
    completion = None
    if worth is not None and plan:
        completion = float(plan / worth if lower else worth / plan) if worth or not lower else None
    if score is None and completion is not None:
        score = min(max(completion * 100, 0.0), cap)
    return MeasureLine(
        code=code,
        title=title,
        unit=unit,
        lower_is_better=lower,
        status=status,
        value=worth,
        target=plan,
        score=score,
        weight=within if score is not None else 0.0,
        contribution=0.0,
        completion=completion,
        capped_at=cap if completion is not None and completion * 100 > cap else None,
        peer_median=median,
        previous_value=exact(before),
        rule=rule,
        meaning=f"{title}。",
    )


def dimension(
    code: str, title: str, weight: float, *measures: MeasureLine, median: float | None = None
) -> DimensionLine:
    """A dimension whose measures' weights are shares of its own, what is out spread over the rest."""
    total = sum(m.weight for m in measures)
    placed = tuple(_placed(m, weight * m.weight / total if total else 0.0) for m in measures)
    score = sum(m.contribution for m in placed) / weight if total else None
    return DimensionLine(
        code, title, score, weight, weight * (score or 0.0), median if total else None, placed
    )


def _placed(line: MeasureLine, weight: float) -> MeasureLine:
    return replace(line, weight=weight, contribution=weight * (line.score or 0.0))


def waterfall(
    stock: tuple[int, ...], increment: tuple[int, ...], *, english: bool = False
) -> tuple[Step, ...]:
    """Steps from yuan of income to decay (deductions negative); the total follows."""
    titles = ENGLISH_STEPS if english else tuple(title for _c, _s, title in STEPS)
    parts = list(zip((*stock, sum(stock)), (*increment, sum(increment)), strict=True))
    return tuple(
        Step(code, symbol, titles[i], Fraction(str(s)) * 100, Fraction(str(n)) * 100)
        for i, ((code, symbol, _title), (s, n)) in enumerate(zip(STEPS, parts, strict=True))
    )


def sheet(
    *dimensions: DimensionLine,
    bonus: tuple[MeasureLine, ...] = (),
    deductions: tuple[MeasureLine, ...] = (),
    **facts: object,
) -> Sheet:
    """A sheet whose composite is what its parts add up to."""
    bonus_points = sum(m.contribution for m in bonus)
    deduction_points = sum(m.contribution for m in deductions)
    composite = sum(d.contribution for d in dimensions) + bonus_points - deduction_points
    plain: dict[str, object] = {
        "cycle_code": "2026",
        "cycle_title": "2026 年度",
        "first_month": 202601,
        "last_month": 202612,
        "run_number": 14,
        "run_digest": "4f1c" * 16,
        "data_until": 202612,
        "is_published": False,
        "line": "corporate",
        "line_title": "对公",
        "level": "四级",
        "branch_name": "高新分行科技园支行",
        "supervisor_name": "郑国栋",
        "composite": Fraction(round(composite * 10_000), 10_000),
        "weight_with_data": 1.0,
        "grade_title": "",
        "rank": None,
        "peers": 34,
        "peer_rank": None,
        "peer_median": None,
        "peer_composites": (),
        "bands": BANDS,
        "good_from": 90.0,
        "bonus_cap": 5.0,
        "waterfall": (),
        "rorac_ratio": None,
        "previous_composite": None,
        "published_on": None,
    }
    return Sheet(
        **{
            **plain,
            "dimensions": dimensions,
            "bonus": bonus,
            "bonus_points": bonus_points,
            "deductions": deductions,
            "deduction_points": deduction_points,
            **facts,
        }  # type: ignore[arg-type]
    )


def strong() -> DeckData:
    """许文静: corporate, above plan in most, a bad loan; a draft, grade known to HR."""
    made = sheet(
        dimension(
            "finance", "财务", 0.4832,
            measure("RORAC", "RORAC", value=6564612.34, target=6200000, within=60, median=98.4, before=5713000),
            measure("RPROFIT", "责任利润", value=11581300, target=12000000, within=40, median=97.2, before=10950000),
            median=97.9,
        ),
        dimension(
            "customer", "客户", 0.2717,
            measure("DEP", "存款日均", value=438200000, target=420000000, within=30, median=99.1, before=397000000),
            measure("LOAN", "贷款日均", value=294900000, target=310000000, within=25, median=98.0, before=271000000),
            measure("FEE", "中间业务收入", value=3117000, target=2600000, within=20, median=101.6, before=2710000),
            measure("NEW", "新增有效户", "count", 21, 24, within=10, median=95.8, before=19),
            measure("SAT", "客户满意度", "points", 92, within=15, score=92.0, median=91.0, rule="value"),
            median=98.2,
        ),
        dimension(
            "process", "内部流程", 0.1569,
            measure("NPL", "不良贷款率", "ratio", "0.0129", "0.01", within=40, score=82.4, median=93.0, lower=True, rule="linear", before="0.0064"),
            measure("FIRST", "一次审批通过率", "ratio", "0.934", within=25, score=103.8, median=101.2, rule="value"),
            measure("FILES", "信贷档案完整率", "ratio", "0.964", within=20, score=98.4, median=97.5, rule="value"),
            measure("P360", "360评价", "points", "91.4", within=15, score=91.4, median=85.2, rule="value"),
            median=95.1,
        ),
        dimension(
            "learning", "学习与成长", 0.0882,
            measure("HOURS", "培训学时", "hours", 54, 40, within=40, cap=120.0, median=102.5, before=38),
            measure("EXAM", "岗位考试", "points", 93, within=40, score=93.0, median=86.1, rule="value"),
            median=94.0,
        ),
        bonus=(
            replace(measure("YEARS", "工龄", "years", 8, rule="points_per_unit"), contribution=1.6),
            replace(measure("MEDICAL", "医保余额比", "ratio", "0.4", rule="points_per_unit"), contribution=0.8),
        ),
        deductions=(
            replace(measure("COMPLIANCE", "合规扣分", "points", 1, rule="deduct_per_unit"), contribution=1.0),
        ),
        staff_no="10427",
        name="许文静",
        peer_median=96.33,
        peer_rank=3,
        rank=5,
        grade_title="优秀",
        waterfall=waterfall(
            (14_840_000, -8_390_000, -850_000, -380_000, -970_000, -950_000, -430_000),
            (9_650_000, -3_625_000, -602_000, -512_000, -520_000, -696_387.66, 0),
        ),
        rorac_ratio=Fraction(1843, 10000),
        previous_composite=Fraction("98.41"),
    )  # fmt: skip
    return DeckData(
        sheet=made,
        bank_name="临江银行",
        language="zh-hans",
        is_draft=True,
        made_on=date(2027, 1, 26),
        achievements=ACHIEVEMENTS,
        problems="不良贷款率1.29%，高于任务1.00%。瑞川电子380万元转次级，处置偏慢。\n新增有效户21户，差3户，园区新设企业没有覆盖。\n信贷档案完整率96.4%，缺件多为年度财报。",
        improvements="3月底前收回瑞川电子200万元，每旬报进度。\n与园区招商办按月对名单，每月新增3户。\n5月底前补齐11户缺件，到期前30天催收。",
        goals="明年以存款稳、风险降为主线：先处置瑞川电子，再做园区企业的代发和结算，贷款投向科技型中小企业。",
        goal_lines=(
            GoalLine("存款日均", "yuan", Fraction(438200000), Fraction(475000000), "代发和结算户带动活期，园区企业逐户走访"),
            GoalLine("贷款日均", "yuan", Fraction(294900000), Fraction(320000000), "科技型中小企业信用贷"),
            GoalLine("中间业务收入", "yuan", Fraction(3117000), Fraction(3400000), "国际结算和保函"),
            GoalLine("不良贷款率", "ratio", Fraction("0.0129"), Fraction("0.0095"), "收回瑞川电子200万元，其余重组", lower_is_better=True),
            GoalLine("新增有效户", "count", Fraction(21), Fraction(30), "与园区招商办按月对名单"),
        ),
        report_version=9,
    )  # fmt: skip


ACHIEVEMENTS = (
    "全年RORAC 656.46万元，超任务5.9%，比上年增14.9%。增量贡献过半，主要来自三家新开户的科技企业和园区代发。\n"
    "存款日均4.38亿元，超任务4.3%。年初转来的两家制造业客户稳住了余额，季末没有冲时点。\n"
    "中间业务收入311.70万元，超任务19.9%，其中国际结算和保函占六成；为瑞达机械办理的远期结汇全年锁汇1.2亿美元，客户节省成本约180万元。\n"
    "培训54学时，岗位考试93分，带教两名新人，二人均独立上岗。"
)


def losing() -> DeckData:
    """Ole Marsh: a small retail book at a loss, in English, without peers, published."""
    made = sheet(
        dimension(
            "finance", "Finance", 0.7,
            measure("RORAC", "RORAC", value=-43210.55, target=195000, within=60, before=20100),
            measure("RPROFIT", "Responsibility profit", value=12400, target=182000, within=40, before=99000),
        ),
        dimension(
            "customer", "Customer", 0.3,
            measure("DEP", "Average deposits", value=2_010_000, target=4_000_000, within=50, before=2_900_000),
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
        bands=(("Outstanding", 110.0), ("Excellent", 100.0), ("Good", 90.0), ("Competent", 75.0), ("Below", 0.0)),
        waterfall=waterfall(
            (82_000, -51_000, -30_500.25, -22_000, -4_000, -2_500, 1_400),
            (24_000, -19_000, -9_000.30, -8_000, -3_000, -1_610, 0), english=True,
        ),
        previous_composite=Fraction("88.2"),
        published_on=date(2027, 2, 3),
    )  # fmt: skip
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
            GoalLine("Average deposits", "yuan", Fraction(2_010_000), Fraction(2_600_000), "Salary accounts of the two schools"),
        ),
    )  # fmt: skip


def newcomer() -> DeckData:
    """A joiner of December with a name of twenty characters: no book, no composite, no review."""
    made = sheet(
        dimension("finance", "财务", 0.0, measure("RORAC", "RORAC", target=100000, status="no_data"), measure("RPROFIT", "责任利润", status="no_data")),
        dimension("customer", "客户", 0.0, measure("DEP", "存款日均", target=0, status="zero_target"), measure("SAT", "客户满意度", "points", status="no_data")),
        dimension("learning", "学习与成长", 0.0882, measure("HOURS", "培训学时", "hours", 6, 8, within=100, cap=120.0, median=101.0)),
        staff_no="20991",
        name="买买提艾力·阿卜杜热合曼·吐尔逊江尼亚孜",
        composite=None,
        weight_with_data=0.0882,
        line="personal",
        line_title="个人",
        level="",
        peers=120,
    )  # fmt: skip
    return DeckData(made, "临江银行", "zh-hans", is_draft=True, made_on=date(2027, 1, 26))


def crowded() -> DeckData:
    """Twenty-five measures with plans, texts of 5,000 characters, a stock at a loss."""
    dimensions = []
    for d in range(5):
        lines = [
            measure(
                f"M{d}{i}", f"第{d + 1}维第{i + 1}项重点产品营销与客户维护指标",
                ("yuan", "count", "hours", "points", "ratio")[i % 5],
                Fraction(7_654_321 * (i + 2) * (d + 1), 10 ** (i % 5 * 2)), Fraction(7_000_000 * (i + 3) * (d + 1), 10 ** (i % 5 * 2)),
                within=10 + i, median=90.0 + i * d,
            )
            for i in range(5)
        ]  # fmt: skip
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
    english = "Visited 120 firms and opened 31 settlement accounts, see https://intranet.example/reports/2026/a-very-long-address/without-any-break. "
    return DeckData(
        made, "临江银行", "zh-hans", is_draft=False, made_on=date(2027, 2, 10),
        achievements=chinese[:5000], problems=(english * 60)[:5000], improvements="、".join(["复盘"] * 2000)[:5000],
        goals="复盘要按月做。\n" * 60,
        goal_lines=tuple(GoalLine(m.title, m.unit, m.value, m.target, "按月跟踪，逐户走访。" * 30) for m in made.measures),
    )  # fmt: skip


SAMPLES = {"strong": strong, "losing": losing, "newcomer": newcomer, "crowded": crowded}
