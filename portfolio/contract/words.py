"""The words a choice column may hold, English and Chinese, and what is stored for them."""

LINES = {
    "personal": "personal", "个人": "personal",
    "corporate": "corporate", "对公": "corporate",
    "wealth": "wealth", "理财": "wealth",
}  # fmt: skip

FAMILIES = {
    "deposit": "deposit", "存款": "deposit",
    "loan": "loan", "贷款": "loan",
    "fee": "fee", "中间业务": "fee",
    "settlement": "settlement", "国际结算": "settlement",
    "other": "other", "其他": "other",
}  # fmt: skip

CLASSES = {
    "normal": "normal", "正常": "normal",
    "special_mention": "special_mention", "关注": "special_mention",
    "substandard": "substandard", "次级": "substandard",
    "doubtful": "doubtful", "可疑": "doubtful",
    "loss": "loss", "损失": "loss",
}  # fmt: skip

CLIENT_KINDS = {
    "person": "person", "个人": "person",
    "company": "company", "企业": "company",
}  # fmt: skip

POOL_KINDS = {
    "management": "management", "管理费用": "management",
    "fixed": "fixed", "固定费用": "fixed",
}  # fmt: skip

DRIVERS = {
    "income": "income", "average_balance": "average_balance",
    "accounts": "accounts", "headcount": "headcount",
}  # fmt: skip
