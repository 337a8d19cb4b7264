"""许文静, who is above plan in most measures and has a bad loan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from reviews.deck.data import DeckData, DeckGoal
from tests.reviews.deck.books import PRODUCTS, before_busy, busy
from tests.reviews.deck.building import dimension, measure, sheet, waterfall


def strong() -> DeckData:
    """许文静: corporate, above plan in most, a bad loan; a draft, grade known to HR."""
    made = sheet(
        dimension(
            "finance",
            "财务",
            0.4832,
            measure(
                "RORAC",
                "RORAC",
                value=6564612.34,
                target=6200000,
                within=60,
                median=98.4,
                before=5713000,
            ),
            measure(
                "RPROFIT",
                "责任利润",
                value=11581300,
                target=12000000,
                within=40,
                median=97.2,
                before=10950000,
            ),
            median=97.9,
        ),
        dimension(
            "customer",
            "客户",
            0.2717,
            measure(
                "DEP",
                "存款日均",
                value=438200000,
                target=420000000,
                within=30,
                median=99.1,
                before=397000000,
            ),
            measure(
                "LOAN",
                "贷款日均",
                value=294900000,
                target=310000000,
                within=25,
                median=98.0,
                before=271000000,
            ),
            measure(
                "FEE",
                "中间业务收入",
                value=3117000,
                target=2600000,
                within=20,
                median=101.6,
                before=2710000,
            ),
            measure("NEW", "新增有效户", "count", 21, 24, within=10, median=95.8, before=19),
            measure(
                "SAT", "客户满意度", "points", 92, within=15, score=92.0, median=91.0, rule="value"
            ),
            median=98.2,
        ),
        dimension(
            "process",
            "内部流程",
            0.1569,
            measure(
                "NPL",
                "不良贷款率",
                "ratio",
                "0.0129",
                "0.01",
                within=40,
                score=82.4,
                median=93.0,
                lower=True,
                rule="linear",
                before="0.0064",
            ),
            measure(
                "FIRST",
                "一次审批通过率",
                "ratio",
                "0.934",
                within=25,
                score=103.8,
                median=101.2,
                rule="value",
            ),
            measure(
                "FILES",
                "信贷档案完整率",
                "ratio",
                "0.964",
                within=20,
                score=98.4,
                median=97.5,
                rule="value",
            ),
            measure(
                "P360",
                "360评价",
                "points",
                "91.4",
                within=15,
                score=91.4,
                median=85.2,
                rule="value",
            ),
            median=95.1,
        ),
        dimension(
            "learning",
            "学习与成长",
            0.0882,
            measure(
                "HOURS", "培训学时", "hours", 54, 40, within=40, cap=120.0, median=102.5, before=38
            ),
            measure(
                "EXAM", "岗位考试", "points", 93, within=40, score=93.0, median=86.1, rule="value"
            ),
            median=94.0,
        ),
        bonus=(
            replace(measure("YEARS", "工龄", "years", 8, rule="points_per_unit"), contribution=1.6),
            replace(
                measure("MEDICAL", "医保余额比", "ratio", "0.4", rule="points_per_unit"),
                contribution=0.8,
            ),
        ),
        deductions=(
            replace(
                measure("COMPLIANCE", "合规扣分", "points", 1, rule="deduct_per_unit"),
                contribution=1.0,
            ),
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
    )
    return DeckData(
        sheet=made,
        bank_name="临江银行",
        language="zh-hans",
        is_draft=True,
        made_on=date(2027, 1, 26),
        achievements=ACHIEVEMENTS,
        problems=PROBLEMS,
        improvements=IMPROVEMENTS,
        goals=GOALS,
        goal_lines=(
            DeckGoal(
                "存款日均",
                "yuan",
                Fraction(438200000),
                Fraction(475000000),
                "代发和结算户带动活期，园区企业逐户走访",
            ),
            DeckGoal(
                "贷款日均", "yuan", Fraction(294900000), Fraction(320000000), "科技型中小企业信用贷"
            ),
            DeckGoal(
                "中间业务收入", "yuan", Fraction(3117000), Fraction(3400000), "国际结算和保函"
            ),
            DeckGoal(
                "不良贷款率",
                "ratio",
                Fraction("0.0129"),
                Fraction("0.0095"),
                "收回瑞川电子200万元，其余重组",
                lower_is_better=True,
            ),
            DeckGoal("新增有效户", "count", Fraction(21), Fraction(30), "与园区招商办按月对名单"),
        ),
        report_version=9,
        year=busy(),
        before=before_busy(),
        products=PRODUCTS,
        last_goals=(
            DeckGoal("存款日均", "yuan", Fraction(438200000), Fraction(430000000)),
            DeckGoal("贷款日均", "yuan", Fraction(294900000), Fraction(300000000)),
            DeckGoal(
                "不良贷款率", "ratio", Fraction("0.0129"), Fraction("0.0090"), lower_is_better=True
            ),
        ),
        scheme_title="平衡计分卡",
        inputs_digest="9f3a" * 16,
    )


ACHIEVEMENTS = (
    "全年RORAC 656.46万元，超任务5.9%，比上年增14.9%。"
    "增量贡献过半，主要来自三家新开户的科技企业和园区代发。\n"
    "存款日均4.38亿元，超任务4.3%。"
    "年初转来的两家制造业客户稳住了余额，季末没有冲时点。\n"
    "中间业务收入311.70万元，超任务19.9%，其中国际结算和保函占六成；"
    "为瑞达机械办理的远期结汇全年锁汇1.2亿美元，客户节省成本约180万元。\n"
    "培训54学时，岗位考试93分，带教两名新人，二人均独立上岗。"
)


PROBLEMS = (
    "不良贷款率1.29%，高于任务1.00%。瑞川电子380万元转次级，处置偏慢。\n"
    "新增有效户21户，差3户，园区新设企业没有覆盖。\n"
    "信贷档案完整率96.4%，缺件多为年度财报。"
)
IMPROVEMENTS = (
    "3月底前收回瑞川电子200万元，每旬报进度。\n"
    "与园区招商办按月对名单，每月新增3户。\n"
    "5月底前补齐11户缺件，到期前30天催收。"
)
GOALS = (
    "明年以存款稳、风险降为主线：先处置瑞川电子，再做园区企业的代发和结算，贷款投向科技型中小企业。"
)
