"""Years of samples: balances by month, business, clients, records."""

from __future__ import annotations

from datetime import date

from scoring.inputs.year import ClientBalance, Clients, MonthBalances, ProductYear, Records, Year

YI, WAN = 100_000_000_00, 10_000_00
MONTHS = tuple(range(202601, 202613))
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month(number: int, deposits: int, loans: int, *classes: int, overdue: int = 0) -> MonthBalances:
    """A month whose averages lie a little below its end; what is no other class is normal."""
    rest = loans - sum(classes)
    others = (*classes, 0, 0, 0, 0)[:4]
    return MonthBalances(
        number, deposits, deposits * 98 // 100, loans, loans * 99 // 100, (rest, *others), overdue
    )


def busy() -> Year:
    """A year in which deposits and loans grew and a loan turned bad in autumn."""
    months = [
        month(
            number,
            (39_700 + 410 * place - (900 if place == 11 else 0)) * WAN,
            (27_100 + 230 * place) * WAN,
            120 * WAN,
            380 * WAN if place > 8 else 0,
            overdue=200 * WAN if place > 7 else 0,
        )
        for place, number in enumerate(MONTHS)
    ]
    names = (
        "瑞川电子", "临江港务", "汇通文化传媒", "金桥电力设备", "天泽印刷包装", "力德电子",
        "山水新能源", "田园教育咨询", "恒丰精密机械制造股份公司科技园分公司", "华清药业",
    )  # fmt: skip
    top = tuple(
        ClientBalance(
            f"C{i:05}", name, (9_000 - 800 * i) * WAN, (4_000 - 300 * i) * WAN * (i % 3 > 0)
        )
        for i, name in enumerate(names)
    )
    return Year(
        months=tuple(months),
        products=(
            ProductYear("BILL", "loan", loans_made=42_000_000, lent=18_400 * WAN, end=6_000 * WAN),
            ProductYear("LOAN", "loan", loans_made=17_500_000, lent=9_350 * WAN, end=20_000 * WAN),
            ProductYear("CARD", "fee", 236_000_000, 0, 14 * WAN),
            ProductYear("FUND", "fee", 61_000_000, 3_120 * WAN, 52 * WAN),
            ProductYear("FX", "settlement", 19_000_000, 8_200 * WAN, 71 * WAN),
        ),
        since=202512,
        start=month(202512, 39_000 * WAN, 26_900 * WAN, 150 * WAN),
        clients=Clients(118, 134, 21, 4, 3, 44_000 * WAN + 29_500 * WAN, top),
        bad=(0, 380 * WAN, 380 * WAN),
        recovered=25 * WAN,
        records=Records(
            courses=(
                (date(2026, 3, 12), "科技企业授信", 16_000_000, 93_000_000),
                (date(2026, 6, 4), "反洗钱年度培训", 8_000_000, 95_000_000),
                (date(2026, 9, 21), "国际结算实务", 30_000_000, None),
            ),
            certificates=(("国际结算单证", date(2024, 5, 1), None),
                          ("信贷从业", date(2023, 2, 1), date(2027, 2, 1))),
            incidents=((date(2026, 8, 3), "档案缺件", "轻微", 1_000_000),),
        ),
        days=DAYS,
    )  # fmt: skip


def before_busy() -> Year:
    """The year before it, of products alone."""
    return Year(
        months=(), since=202412,
        products=(
            ProductYear("BILL", "loan", loans_made=39_000_000, lent=15_100 * WAN),
            ProductYear("LOAN", "loan", loans_made=15_000_000, lent=9_900 * WAN),
            ProductYear("CARD", "fee", 198_000_000, 0, 12 * WAN),
            ProductYear("FX", "settlement", 11_000_000, 5_100 * WAN, 48 * WAN),
        ),
    )  # fmt: skip


PRODUCTS = (("BILL", "银行承兑汇票贴现"), ("LOAN", "流动资金贷款"), ("CARD", "信用卡"),
            ("FUND", "代销基金"), ("FX", "国际结算"))  # fmt: skip


def quiet() -> Year:
    """A small retail book without loans, in which clients left."""
    months = [month(number, (290 - 8 * place) * WAN, 0) for place, number in enumerate(MONTHS)]
    top = tuple(ClientBalance(f"P{i}", f"Client {i}", (60 - 9 * i) * WAN, 0) for i in range(6))
    return Year(
        months=tuple(months), products=(), since=202601, days=DAYS,
        clients=Clients(48, 41, 2, 9, 0, 300 * WAN, top),
    )  # fmt: skip


def spotless() -> Year:
    """A year without a bad, watched or overdue loan."""
    months = [
        month(number, 8_000 * WAN, (5_000 + 90 * place) * WAN)
        for place, number in enumerate(MONTHS)
    ]
    return Year(months=tuple(months), products=(), since=202512,
                start=month(202512, 8_100 * WAN, 4_950 * WAN), days=DAYS)  # fmt: skip
