-- The valuation of account-months (what the bank's management accounting says they are worth), in
-- integers throughout: money in fen, rates and shares in millionths, months as yyyymm.
--
-- Given: the tables ledger, shares, clients, products and sales, which inputs.sql makes of what
-- holds in the month. Nothing here depends on a cycle: facts.sql tells stock from increment.
--
-- Every sum is cast to BIGINT: DuckDB adds up in HUGEINT, and a total beyond a BIGINT is an error.

-- Account-months before any split; id is the row of the ledger.
CREATE VIEW priced AS
SELECT
    l.rowid AS id, l.month, l.account_no, l.client_no, c.client_name, c.manager AS home,
    c.segment, c.kind AS client_kind, l.product, p.family, l.opened_on, l.closed_on, l.matures_on,
    l.classification, days_of(l.month) AS days,
    l.end_balance, l.average_balance, l.interest, l.fees,
    l.funding IS NOT NULL AS funding_given,
    coalesce(
        l.funding, for_days(l.average_balance, p.ftp_rate, days_of(l.month))
    ) AS transfer,
    for_days(l.average_balance, p.provision_rate, days_of(l.month)) AS risk_cost,
    p.ftp_rate, p.provision_rate, p.tax_rate, p.coefficient
FROM ledger AS l
JOIN clients AS c ON c.client_no = l.client_no
JOIN products AS p ON p.code = l.product;

CREATE VIEW valued AS
SELECT *, at_rate(income, tax_rate) AS tax
FROM (
    SELECT
        *,
        income_of(family, interest, fees, transfer) AS income,
        funding_cost_of(family, interest, transfer) AS funding_cost
    FROM priced
);

-- Holders of the account-months that have shares: the shares of a month, summed per manager, and
-- what they leave to 1, which is the client's manager's (nobody's, where there is none).
CREATE VIEW given AS
SELECT l.rowid AS id, l.account_no, c.manager AS home, s.manager, sum(s.share)::BIGINT AS share
FROM shares AS s
JOIN ledger AS l ON l.account_no = s.account_no
JOIN clients AS c ON c.client_no = l.client_no
GROUP BY ALL;

CREATE VIEW over_shared AS
SELECT account_no, sum(share)::BIGINT AS share
FROM shares GROUP BY account_no HAVING sum(share) > 1000000;

-- Kept as the table holders, which everything below reads several times.
CREATE VIEW holders_by_share AS
SELECT id, manager, sum(share)::BIGINT AS share
FROM (
    SELECT id, manager, share FROM given
    UNION ALL
    SELECT id, home, 1000000 - sum(share) FROM given GROUP BY id, home
)
GROUP BY ALL HAVING sum(share) > 0;

CREATE TABLE holders AS FROM holders_by_share LIMIT 0;

-- What cutting leaves each holder; place is the order of staff_no, nobody last, in which ties go.
CREATE VIEW cuts AS
SELECT
    row_number() OVER (ORDER BY h.id, h.manager NULLS LAST) AS place, h.id, h.manager, h.share,
    cut(end_balance, h.share) AS end_balance,
    cut(average_balance, h.share) AS average_balance,
    cut(interest, h.share) AS interest,
    cut(fees, h.share) AS fees,
    cut(transfer, h.share) AS transfer,
    cut(risk_cost, h.share) AS risk_cost,
    cut(tax, h.share) AS tax
FROM holders AS h JOIN valued AS v ON v.id = h.id;

-- Every holder with every holder of the same account-month. A table macro, because DuckDB plans a view
-- when it is made, and most books have shares on few accounts or none. Its rows are kept as the table parts.
CREATE MACRO parts_by_share() AS TABLE
WITH cut_once AS MATERIALIZED (FROM cuts)
SELECT
    any_value(mine.id) AS id, any_value(mine.manager) AS manager, any_value(mine.share) AS share,
    split(mine.end_balance, theirs.end_balance, theirs.place < mine.place) AS own_end_balance,
    split(mine.average_balance, theirs.average_balance, theirs.place < mine.place) AS own_average_balance,
    split(mine.interest, theirs.interest, theirs.place < mine.place) AS own_interest,
    split(mine.fees, theirs.fees, theirs.place < mine.place) AS own_fees,
    split(mine.transfer, theirs.transfer, theirs.place < mine.place) AS own_transfer,
    split(mine.risk_cost, theirs.risk_cost, theirs.place < mine.place) AS own_risk_cost,
    split(mine.tax, theirs.tax, theirs.place < mine.place) AS own_tax
FROM cut_once AS mine JOIN cut_once AS theirs ON theirs.id = mine.id
GROUP BY mine.place;

CREATE TABLE parts AS
SELECT
    id, manager, share, 0::BIGINT AS own_end_balance, 0::BIGINT AS own_average_balance,
    0::BIGINT AS own_interest, 0::BIGINT AS own_fees, 0::BIGINT AS own_transfer,
    0::BIGINT AS own_risk_cost, 0::BIGINT AS own_tax
FROM holders;

-- Account-months by holder; own_* is the holder's part, all of it where nobody shares.
CREATE VIEW holdings AS
SELECT
    v.*,
    CASE WHEN p.id IS NULL THEN v.home ELSE p.manager END AS manager,
    coalesce(p.share, 1000000) AS share,
    coalesce(own_end_balance, end_balance) AS own_end_balance,
    coalesce(own_average_balance, average_balance) AS own_average_balance,
    coalesce(own_interest, interest) AS own_interest,
    coalesce(own_fees, fees) AS own_fees,
    coalesce(own_transfer, transfer) AS own_transfer,
    coalesce(own_risk_cost, risk_cost) AS own_risk_cost,
    coalesce(own_tax, tax) AS own_tax
FROM valued AS v LEFT JOIN parts AS p ON p.id = v.id;

-- What is kept of a month for good: a row a holder of an account, and a row a sale.
CREATE VIEW kept_holdings AS
SELECT
    month, manager, product, family, account_no, client_no, client_name, segment, client_kind,
    opened_on, closed_on, matures_on, classification, days, home, share, ftp_rate, provision_rate,
    tax_rate, coefficient, funding_given, end_balance, average_balance, interest, fees, transfer,
    risk_cost, tax, income, funding_cost, own_end_balance, own_average_balance, own_interest,
    own_fees, own_transfer, own_risk_cost, own_tax,
    income_of(family, own_interest, own_fees, own_transfer) AS own_income,
    funding_cost_of(family, own_interest, own_transfer) AS own_funding_cost
FROM holdings;

CREATE VIEW kept_sales AS
SELECT s.*, p.family, p.tax_rate, p.coefficient, at_rate(s.income, p.tax_rate) AS tax
FROM sales AS s JOIN products AS p ON p.code = s.product;
