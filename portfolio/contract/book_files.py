"""Files of the bank and its book: branches, people, clients, accounts, the ledger, who has what."""

from dataclasses import replace

from perfcenter.base.money import MILLION
from portfolio.contract import words
from portfolio.contract.columns import (
    AMOUNT,
    CHAT_ID,
    DATE,
    DECIMAL,
    EMAIL,
    FACTOR,
    KEY,
    LOGIN,
    MONTH,
    NAME,
    RATE,
    SHARE,
    WORD,
    choice,
)
from portfolio.contract.file import ACCOUNT, STAFF, File, needed, optional, private, to
from portfolio.contract.tables import TABLES
from portfolio.models import BEGINNING, FIRST_DAY

BOOK_FILES = (
    File(
        "branches",
        TABLES["portfolio_branch"],
        (
            needed("code", "机构号", KEY),
            needed("name", "名称", NAME),
            to("parent_code", "上级机构", "branches", required=False),
        ),
    ),
    File(
        "managers",
        TABLES["portfolio_manager"],
        (
            needed("staff_no", "工号", LOGIN),
            needed("name", "姓名", NAME),
            to("branch_code", "机构号", "branches"),
            optional("line", "条线", choice(words.LINES), ""),
            optional("level", "等级", WORD, ""),
            optional("hired_on", "入职日", DATE),
            optional("left_on", "离职日", DATE),
            to("supervisor_no", "上级工号", "managers", required=False),
            private("email", "邮箱", EMAIL),
            private("wecom_id", "企业微信ID", CHAT_ID),
            private("dingtalk_id", "钉钉ID", CHAT_ID),
        ),
        ordered=(("hired_on", "left_on"),),
        besides="portfolio_posting",
    ),
    File(
        "products",
        TABLES["portfolio_product"],
        (
            needed("code", "产品代码", KEY),
            needed("name", "名称", NAME),
            needed("family", "大类", choice(words.FAMILIES)),
            optional("ftp_rate", "内部资金转移价格", RATE, 0),
            optional("provision_rate", "拨备率", RATE, 0),
            optional("tax_rate", "税率", RATE, 0),
            optional("risk_weight", "风险权重", FACTOR, 0),
            optional("coefficient", "系数", FACTOR, MILLION),
        ),
        besides="portfolio_rate",
    ),
    File(
        "clients",
        TABLES["portfolio_client"],
        (
            needed("client_no", "客户号", KEY),
            needed("name", "名称", NAME),
            optional("kind", "类型", choice(words.CLIENT_KINDS), ""),
            optional("segment", "客户层级", WORD, ""),
            to("branch_code", "机构号", "branches"),
            to("manager_no", "管户客户经理", "managers", required=False),
            optional("opened_on", "开户日", DATE),
        ),
        besides="portfolio_ownership",
    ),
    File(
        "deposits",
        TABLES["portfolio_account"],
        (
            needed("account_no", "账号", KEY),
            to("client_no", "客户号", "clients"),
            to("product_code", "产品代码", "products"),
            needed("opened_on", "开户日", DATE),
            optional("closed_on", "销户日", DATE),
            optional("rate", "利率", RATE),
        ),
        ordered=(("opened_on", "closed_on"),),
        constants={"kind": "deposit"},
    ),
    File(
        "loans",
        TABLES["portfolio_account"],
        (
            needed("contract_no", "合同号", KEY, to="account_no"),
            to("client_no", "客户号", "clients"),
            to("product_code", "产品代码", "products"),
            optional("contract_amount", "合同金额", AMOUNT),
            needed("disbursed_on", "放款日", DATE, to="opened_on"),
            optional("matures_on", "到期日", DATE),
            optional("rate", "利率", RATE),
        ),
        ordered=(("disbursed_on", "matures_on"),),
        constants={"kind": "loan"},
    ),
    File(
        "ledger",
        TABLES["portfolio_ledgerrow"],
        (
            needed("month", "月份", MONTH),
            replace(ACCOUNT, alias="contract_no", alias_zh=("合同号",)),
            needed("end_balance", "时点余额", AMOUNT),
            needed("average_balance", "日均余额", AMOUNT),
            needed("interest", "利息", AMOUNT),
            optional("fees", "手续费", AMOUNT, 0),
            optional("classification", "五级分类", choice(words.CLASSES), "normal"),
            optional("funding", "资金转移金额", AMOUNT),
        ),
    ),
    File(
        "assignments",
        TABLES["portfolio_share"],
        (
            replace(ACCOUNT, zh=("账号", "合同号")),
            STAFF,
            optional("from_month", "起始月份", MONTH),
            optional("to_month", "截止月份", MONTH),
            needed("share", "分成", SHARE),
        ),
        ordered=(("from_month", "to_month"),),
    ),
    File(
        "sales",
        TABLES["portfolio_sale"],
        (
            needed("month", "月份", MONTH),
            STAFF,
            to("product_code", "产品代码", "products"),
            optional("quantity", "数量", DECIMAL),
            optional("amount", "金额", AMOUNT),
            optional("income", "收入", AMOUNT, 0),
        ),
    ),
    File(
        "pools",
        TABLES["portfolio_costpool"],
        (
            needed("month", "月份", MONTH),
            needed("name", "名称", NAME),
            needed("kind", "类型", choice(words.POOL_KINDS)),
            needed("amount", "金额", AMOUNT),
            needed("driver", "分摊依据", choice(words.DRIVERS)),
            to("branch_code", "机构号", "branches", required=False),
        ),
    ),
    File(
        "owners",
        TABLES["portfolio_ownership"],
        (
            to("client_no", "客户号", "clients"),
            replace(STAFF, required=False),
            optional("from_month", "起始月份", MONTH, BEGINNING),
        ),
        besides="portfolio_client",
    ),
    File(
        "postings",
        TABLES["portfolio_posting"],
        (
            STAFF,
            optional("from_on", "起始日", DATE, FIRST_DAY.isoformat()),
            to("branch_code", "机构号", "branches"),
            optional("line", "条线", choice(words.LINES), ""),
            optional("level", "等级", WORD, ""),
            to("supervisor_no", "上级工号", "managers", required=False),
        ),
        besides="portfolio_manager",
    ),
    File(
        "rates",
        TABLES["portfolio_rate"],
        (
            to("product_code", "产品代码", "products"),
            optional("from_month", "起始月份", MONTH, BEGINNING),
            optional("ftp_rate", "内部资金转移价格", RATE, 0),
            optional("provision_rate", "拨备率", RATE, 0),
            optional("tax_rate", "税率", RATE, 0),
            optional("risk_weight", "风险权重", FACTOR, 0),
            optional("coefficient", "系数", FACTOR, MILLION),
        ),
        besides="portfolio_product",
    ),
    File(
        "general_ledger",
        TABLES["portfolio_generalledgerrow"],
        (
            needed("month", "月份", MONTH),
            to("branch_code", "机构号", "branches"),
            to("product_code", "产品代码", "products"),
            needed("end_balance", "时点余额", AMOUNT),
        ),
    ),
)
