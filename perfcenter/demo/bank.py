"""The bank itself: its branches, its products and its sixty client managers."""

import numpy as np
import pandas as pd

NAME = "临江银行"
HEAD_OFFICE = "1000"
LEVELS = {"1": "一级", "2": "二级", "3": "三级", "4": "四级", "5": "五级"}
LINES = {"p": "personal", "c": "corporate", "w": "wealth"}

REGIONS = {"1100": "高新分行", "1200": "江北分行", "1300": "西郊分行"}
SUB_BRANCHES = {
    "1101": "科技园支行",
    "1102": "软件园支行",
    "1103": "大学城支行",
    "1104": "创新港支行",
    "1201": "沿江支行",
    "1202": "北站支行",
    "1203": "码头路支行",
    "1204": "文昌支行",
    "1301": "机场支行",
    "1302": "西山支行",
    "1303": "竹溪支行",
    "1304": "青石桥支行",
}

# Head of the unit first. After each name: line, level, years of service at the end of the year.
STAFF = {
    "1100": "陆建平 c5 21",
    "1200": "顾海燕 p5 19",
    "1300": "邵志远 c5 23",
    "1101": "郑国栋 c5 16, 许文静 c4 9, 任思远 p3 6, 尹晓彤 w3 5, 肖世明 p2 3",
    "1102": "沈月华 p5 15, 曹一鸣 c4 11, 苏婉清 w4 8, 贺子轩 p2 2, 钱雨桐 c3 6",
    "1103": "丁少杰 p4 12, 孟庆丰 p4 14, 谢佳怡 w2 3, 方志鹏 c3 7",
    "1104": "余晓岚 c5 17, 段文涛 c3 5, 程雅楠 p3 7, 章若琳 w3 4, 龚明杰 p1 1",
    "1201": "严宏宇 c5 18, 袁立新 c4 13, 史可欣 p3 6, 童磊 p2 4, 单慧敏 w4 10",
    "1202": "蒋玉兰 p5 20, 覃海波 c4 9, 曾凡宁 p3 8, 欧阳静怡 w3 6, 江一帆 p1 2",
    "1203": "卢刚 c4 14, 邹丽萍 p4 15, 崔浩然 c2 3, 黎春燕 p3 9, 万俊峰 w2 4",
    "1204": "汪志新 p4 13, 侯雪梅 p3 10, 戴文斌 c3 8, 秦牧之 w3 5",
    "1301": "马文博 c4 12, 乔安 p2 3, 金玉玲 p4 16, 葛长青 c3 7, 倪安琪 w2 3",
    "1302": "傅敏 p5 17, 柳依依 p2 4, 施文杰 c4 10, 祝晓霞 w4 12, 鲁大勇 p3 9",
    "1303": "石永强 c4 15, 毛建新 p3 11, 樊玉成 c2 4, 温如玉 p3 6, 贾思齐 w3 5",
    "1304": "夏秋萍 p4 14, 翟晓宁 p3 7, 裴文君 c3 6, 管彤 w2 0",
}
JOINER, JOINED = "管彤", (9, 1)
LEAVER, LEFT = "祝晓霞", (8, 31)

MILLIONTHS = ["ftp_rate", "provision_rate", "tax_rate", "risk_weight", "coefficient"]
# Rates in millionths; `rate` is what the client gets or pays, `size` its part of a client's means.
PRODUCTS = pd.DataFrame(
    [
        ("D11", "个人活期存款", "deposit", 20500, 0, 10000, 0, 1100000, 2000),
        ("D12", "个人定期存款（一年）", "deposit", 23500, 0, 10000, 0, 1000000, 16500),
        ("D13", "个人大额存单（三年）", "deposit", 28000, 0, 10000, 0, 800000, 23500),
        ("D21", "单位活期存款", "deposit", 20000, 0, 10000, 0, 1100000, 2500),
        ("D22", "单位协定存款", "deposit", 21500, 0, 10000, 0, 1000000, 11500),
        ("D23", "单位定期存款（一年）", "deposit", 23000, 0, 10000, 0, 900000, 16000),
        ("D24", "银承保证金存款", "deposit", 21000, 0, 10000, 0, 300000, 13000),
        ("L11", "个人住房按揭贷款", "loan", 26000, 2500, 63600, 500000, 800000, 38500),
        ("L12", "个人消费贷款", "loan", 23500, 11000, 63600, 750000, 1000000, 56000),
        ("L13", "个人经营贷款", "loan", 23000, 7000, 63600, 750000, 1200000, 44500),
        ("L21", "小微企业流动资金贷款", "loan", 22500, 8000, 63600, 750000, 1200000, 42500),
        ("L22", "流动资金贷款", "loan", 23000, 6000, 63600, 1000000, 1000000, 38500),
        ("L23", "固定资产贷款", "loan", 26500, 5000, 63600, 1000000, 1000000, 42000),
        ("F31", "公募基金代销", "fee", 0, 0, 63600, 0, 1000000, 0),
        ("F32", "期交保险代销", "fee", 0, 0, 63600, 0, 1200000, 0),
        ("F33", "银行理财代销", "fee", 0, 0, 63600, 0, 1000000, 0),
        ("S41", "国际结算", "settlement", 0, 0, 63600, 0, 1000000, 0),
        ("O51", "信用卡发卡", "other", 0, 0, 63600, 0, 1000000, 0),
    ],
    columns=["code", "name", "family", *MILLIONTHS, "rate"],
).set_index("code")


def branches() -> pd.DataFrame:
    """Return the tree of branches: head office, three regions, twelve sub-branches."""
    rows = [(HEAD_OFFICE, NAME + "总行", "")]
    rows += [(code, name, HEAD_OFFICE) for code, name in REGIONS.items()]
    rows += [(code, name, region_of(code)) for code, name in SUB_BRANCHES.items()]
    return pd.DataFrame(rows, columns=["code", "name", "parent_code"])


def region_of(branch_code: str) -> str:
    """Return the code of the regional branch that a branch belongs to.

    >>> region_of("1203")
    '1200'
    """
    return branch_code[:2] + "00"


def managers(rng: np.random.Generator, year: int) -> pd.DataFrame:
    """Return the managers, heads first; `is_head` tells who supervises others."""
    rows, head_of = [], {}
    staff_no = {"heads": 10100, "others": 10400}
    for branch_code, text in STAFF.items():
        for entry in text.split(", "):
            name, place, years = entry.split()
            line, level = place[0], place[1]
            is_head = branch_code not in head_of
            group = "heads" if is_head else "others"
            staff_no[group] += 1 if is_head else int(rng.integers(1, 4))
            number = str(staff_no[group])
            if is_head:
                head_of[branch_code] = number
            boss = head_of.get(region_of(branch_code)) if is_head else head_of[branch_code]
            hired = pd.Timestamp(year - int(years), int(rng.integers(1, 13)), 1)
            hired += pd.Timedelta(days=int(rng.integers(0, 27)))
            boss = "" if boss == number else boss
            rows.append((number, name, branch_code, LINES[line], LEVELS[level], hired, boss))
    columns = ["staff_no", "name", "branch_code", "line", "level", "hired_on", "supervisor_no"]
    people = pd.DataFrame(rows, columns=columns)
    people["left_on"] = pd.NaT
    people.loc[people.name == JOINER, "hired_on"] = pd.Timestamp(year, *JOINED)
    people.loc[people.name == LEAVER, "left_on"] = pd.Timestamp(year, *LEFT)
    people["email"] = people.staff_no + "@linjiang.example"
    people["wecom_id"] = people["dingtalk_id"] = "LJ" + people.staff_no
    people["is_head"] = people.staff_no.isin(head_of.values())
    return people
