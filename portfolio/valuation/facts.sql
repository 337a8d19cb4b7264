-- The facts of a month for a cycle: a manager, product, part, class and kind of client.
--
-- Given: the tables holdings, sold, clients and shares of the month and based of the base month, as the
-- vault keeps them; the variables base (the cycle's first day) and month_end (the month's last day).
-- based is an account's row in the base month, once an account; empty where there is no base.

CREATE MACRO part_of(opened_on) AS CASE WHEN opened_on < getvariable('base') THEN 0 ELSE 1 END;
CREATE MACRO overdue_at(matures_on) AS CASE WHEN matures_on < getvariable('month_end') THEN 1 ELSE 0 END;

-- Holders of accounts that have a base: those of the ledger row, and where the month has none, the
-- shares of the month and what they leave to the client's manager of the month.
CREATE VIEW given_base AS
SELECT b.account_no, s.manager, sum(s.share)::BIGINT AS share
FROM based AS b JOIN shares AS s ON s.account_no = b.account_no
GROUP BY ALL;

CREATE VIEW base_holders AS
SELECT h.account_no, h.manager, h.share
FROM holdings AS h SEMI JOIN based AS b ON b.account_no = h.account_no
UNION ALL
SELECT account_no, manager, sum(share)::BIGINT
FROM (
    SELECT account_no, manager, share FROM given_base
    UNION ALL
    SELECT
        b.account_no, c.manager,
        1000000 - coalesce(
            (SELECT sum(g.share) FROM given_base AS g WHERE g.account_no = b.account_no), 0
        )
    FROM based AS b JOIN clients AS c ON c.client_no = b.client_no
) AS rest
WHERE account_no NOT IN (SELECT account_no FROM holdings)
GROUP BY ALL HAVING sum(share) > 0;

-- As a table macro: planned only where there is a base.
CREATE MACRO split_base() AS TABLE
SELECT
    h.account_no, h.manager,
    split(cut(b.end_balance, h.share), cut(b.end_balance, g.share), earlier) AS own_base_end,
    split(cut(b.average_balance, h.share), cut(b.average_balance, g.share), earlier)
        AS own_base_average
FROM base_holders AS h
JOIN (
    SELECT
        x.account_no, x.manager AS mine, y.share,
        y.manager < x.manager OR (x.manager IS NULL AND y.manager IS NOT NULL) AS earlier
    FROM base_holders AS x JOIN base_holders AS y ON y.account_no = x.account_no
) AS g ON g.account_no = h.account_no AND g.mine IS NOT DISTINCT FROM h.manager
JOIN based AS b ON b.account_no = h.account_no
GROUP BY h.account_no, h.manager;

CREATE TABLE own_bases (
    account_no VARCHAR, manager VARCHAR, own_base_end BIGINT, own_base_average BIGINT
);

-- A row a holder of an account: of the ledger, of the base, or of both.
CREATE VIEW by_account AS
SELECT
    h.account_no, h.manager, h.product, part_of(h.opened_on) AS part, h.classification,
    h.segment, h.client_kind, overdue_at(h.matures_on) AS overdue,
    own_end_balance AS end_balance, own_average_balance AS average_balance,
    own_interest AS interest, own_fees AS fees, own_transfer AS transfer,
    own_risk_cost AS risk_cost, own_tax AS tax, share AS accounts,
    CASE WHEN h.closed_on <= getvariable('month_end') THEN 0 ELSE share END AS open_accounts,
    CASE
        WHEN part_of(h.opened_on) = 0 THEN own_average_balance * (getvariable('base') - h.opened_on)
        ELSE 0
    END AS age_weight,
    coalesce(o.own_base_end, 0) AS base_end, coalesce(o.own_base_average, 0) AS base_average
FROM holdings AS h
LEFT JOIN own_bases AS o
    ON o.account_no = h.account_no AND o.manager IS NOT DISTINCT FROM h.manager
UNION ALL
SELECT
    o.account_no, o.manager, b.product, part_of(b.opened_on), b.classification,
    c.segment, c.kind, overdue_at(b.matures_on),
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, o.own_base_end, o.own_base_average
FROM own_bases AS o
JOIN based AS b ON b.account_no = o.account_no
JOIN clients AS c ON c.client_no = b.client_no
WHERE NOT EXISTS (
    SELECT 1 FROM holdings AS h
    WHERE h.account_no = o.account_no AND h.manager IS NOT DISTINCT FROM o.manager
);

-- Sales are increment, and their income is all of it income.
CREATE VIEW facts AS
WITH entries AS (
    SELECT * EXCLUDE (account_no), 0 AS sales_income FROM by_account
    UNION ALL BY NAME
    SELECT
        manager, product, 1 AS part, 'normal' AS classification, '' AS segment, '' AS client_kind,
        0 AS overdue, 0 AS end_balance, 0 AS average_balance, 0 AS interest, 0 AS fees, 0 AS transfer,
        0 AS risk_cost, tax, 0 AS accounts, 0 AS open_accounts, 0 AS age_weight, 0 AS base_end,
        0 AS base_average, income AS sales_income
    FROM sold
)
SELECT
    getvariable('month')::BIGINT AS month, manager, product, part, classification, segment, client_kind, overdue,
    sum(end_balance)::BIGINT AS end_balance,
    sum(average_balance)::BIGINT AS average_balance,
    sum(interest)::BIGINT AS interest,
    sum(fees)::BIGINT AS fees,
    sum(transfer)::BIGINT AS transfer,
    sum(risk_cost)::BIGINT AS risk_cost,
    sum(tax)::BIGINT AS tax,
    sum(sales_income)::BIGINT AS sales_income,
    sum(accounts)::BIGINT AS accounts,
    sum(open_accounts)::BIGINT AS open_accounts,
    sum(age_weight)::BIGINT AS age_weight,
    sum(base_end)::BIGINT AS base_end,
    sum(base_average)::BIGINT AS base_average
FROM entries
GROUP BY ALL;
