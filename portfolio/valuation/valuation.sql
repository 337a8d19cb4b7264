-- The valuation of account-months (what the bank's management accounting says they are worth), in
-- integers throughout: money in fen, rates and shares in millionths, months as yyyymm.
--
-- Given: the tables ledger, shares, products and sales, which inputs.py fills, and the variable
-- base, the first day of the cycle. The views hold for any set of months and of accounts, as long as
-- every holder of those accounts is there.
--
-- Every sum is cast to BIGINT: DuckDB adds up in HUGEINT, and a total beyond a BIGINT is an error.

-- amount * k / d rounded half-even, for an even d. Quotient and remainder are taken apart so that
-- amount * k, which overflows on large accounts, is never formed; the sign is put back after.
CREATE MACRO half_even(amount, k, d) AS
    CASE WHEN (amount < 0) <> (k < 0) THEN -1 ELSE 1 END
    * (
        (abs(amount) // d) * abs(k)
        + (
            (abs(amount) % d) * abs(k) + d // 2 - 1
            + (((abs(amount) // d) * abs(k) + ((abs(amount) % d) * abs(k)) // d) & 1)
        ) // d
    );

CREATE MACRO days_of(month) AS day(last_day(make_date(month // 100, month % 100, 1)));
CREATE MACRO for_days(amount, rate, days) AS half_even(amount, rate * days, 365000000);
CREATE MACRO at_rate(amount, rate) AS half_even(amount, rate, 1000000);

-- A share of |amount|, cut towards zero, and the millionths of a fen that were cut off.
CREATE MACRO whole_part(amount, share) AS
    (abs(amount) // 1000000) * share + ((abs(amount) % 1000000) * share) // 1000000;
CREATE MACRO cut_off(amount, share) AS ((abs(amount) % 1000000) * share) % 1000000;

-- A holder's part of an amount by largest remainder: the fens that cutting leaves over go one each to
-- those who had most cut off, so she has one if fewer holders go before her than fens are left. It is an
-- aggregate over the pairs of a holder (mine) with every holder (theirs), herself included; earlier
-- says that the other one wins a tie. A negative amount splits like its absolute value.
CREATE MACRO split(amount, mine, theirs, earlier) AS
    CASE WHEN any_value(amount) < 0 THEN -1 ELSE 1 END
    * (
        whole_part(any_value(amount), any_value(mine))
        + CASE
            WHEN count(*) FILTER (
                cut_off(amount, theirs) > cut_off(amount, mine)
                OR (cut_off(amount, theirs) = cut_off(amount, mine) AND earlier)
            ) < abs(any_value(amount)) - sum(whole_part(amount, theirs))
            THEN 1 ELSE 0
        END
    );

-- Income and cost of funds by family: the bank pays for deposits and is paid for the rest.
CREATE MACRO income_of(family, interest, fees, transfer) AS
    CASE WHEN family = 'deposit' THEN transfer ELSE interest END + fees;
CREATE MACRO funding_cost_of(family, interest, transfer) AS
    CASE WHEN family = 'deposit' THEN interest ELSE transfer END;

-- Account-months before any split; id is the row of the ledger.
CREATE VIEW priced AS
SELECT
    l.rowid AS id, l.month, l.account_no, l.home, l.product, p.family, l.opened_on,
    l.classification, days_of(l.month) AS days,
    CASE WHEN l.opened_on < getvariable('base') THEN 0 ELSE 1 END AS part,
    l.end_balance, l.average_balance, l.interest, l.fees,
    l.funding IS NOT NULL AS funding_given,
    coalesce(
        l.funding, for_days(l.average_balance, p.ftp_rate, days_of(l.month))
    ) AS transfer,
    for_days(l.average_balance, p.provision_rate, days_of(l.month)) AS risk_cost,
    p.ftp_rate, p.provision_rate, p.tax_rate
FROM ledger AS l JOIN products AS p ON p.code = l.product;

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
SELECT l.rowid AS id, l.month, l.account_no, l.home, s.manager, sum(s.share)::BIGINT AS share
FROM shares AS s JOIN ledger AS l ON l.month = s.month AND l.account_no = s.account_no
GROUP BY ALL;

CREATE VIEW over_shared AS
SELECT month, account_no, sum(share)::BIGINT AS share
FROM given GROUP BY month, account_no HAVING sum(share) > 1000000;

-- Kept as the table holders, which everything below reads several times.
CREATE VIEW holders_by_share AS
SELECT id, manager, sum(share)::BIGINT AS share
FROM (
    SELECT id, manager, share FROM given
    UNION ALL
    SELECT id, home, 1000000 - sum(share) FROM given GROUP BY id, home
)
GROUP BY ALL HAVING sum(share) > 0;

CREATE TABLE holders (id BIGINT, manager VARCHAR, share BIGINT);

-- Holders with every holder of the same account-month; ties go in the order of staff_no, nobody last.
CREATE VIEW pairs AS
SELECT
    h.id, h.manager, h.share AS mine, g.share AS theirs,
    g.manager < h.manager OR (h.manager IS NULL AND g.manager IS NOT NULL) AS earlier
FROM holders AS h JOIN holders AS g ON g.id = h.id;

-- A table macro, because DuckDB plans a view when it is made, and most books have shares on few accounts
-- or none. Its rows are kept as the table parts.
CREATE MACRO parts_by_share() AS TABLE
SELECT
    p.id, p.manager, any_value(mine) AS share,
    split(end_balance, mine, theirs, earlier) AS own_end_balance,
    split(average_balance, mine, theirs, earlier) AS own_average_balance,
    split(interest, mine, theirs, earlier) AS own_interest,
    split(fees, mine, theirs, earlier) AS own_fees,
    split(transfer, mine, theirs, earlier) AS own_transfer,
    split(risk_cost, mine, theirs, earlier) AS own_risk_cost,
    split(tax, mine, theirs, earlier) AS own_tax
FROM pairs AS p JOIN valued AS v ON v.id = p.id
GROUP BY p.id, p.manager;

CREATE TABLE parts (
    id BIGINT, manager VARCHAR, share BIGINT, own_end_balance BIGINT, own_average_balance BIGINT,
    own_interest BIGINT, own_fees BIGINT, own_transfer BIGINT, own_risk_cost BIGINT, own_tax BIGINT
);

-- Account-months by holder; own_* is the holder's part.
CREATE VIEW holdings AS
SELECT
    v.*, v.home AS manager, 1000000::BIGINT AS share,
    end_balance AS own_end_balance, average_balance AS own_average_balance,
    interest AS own_interest, fees AS own_fees, transfer AS own_transfer,
    risk_cost AS own_risk_cost, tax AS own_tax
FROM valued AS v ANTI JOIN holders AS h ON h.id = v.id
UNION ALL
SELECT v.*, p.* EXCLUDE (id) FROM valued AS v JOIN parts AS p ON p.id = v.id;

-- Sales are increment, and their income is all of it income.
CREATE VIEW valued_sales AS
SELECT s.*, p.family, p.tax_rate, at_rate(s.income, p.tax_rate) AS tax
FROM sales AS s JOIN products AS p ON p.code = s.product;

CREATE VIEW facts AS
WITH entries AS (
    SELECT
        month, manager, product, part, classification,
        own_end_balance AS end_balance, own_average_balance AS average_balance,
        own_interest AS interest, own_fees AS fees, own_transfer AS transfer,
        own_risk_cost AS risk_cost, own_tax AS tax, 0 AS sales_income, share AS accounts,
        CASE
            WHEN part = 0 THEN own_average_balance * (getvariable('base') - opened_on) ELSE 0
        END AS age_weight
    FROM holdings
    UNION ALL
    SELECT month, manager, product, 1, 'normal', 0, 0, 0, 0, 0, 0, tax, income, 0, 0
    FROM valued_sales
)
SELECT
    month, manager, product, part, classification,
    sum(end_balance)::BIGINT AS end_balance,
    sum(average_balance)::BIGINT AS average_balance,
    sum(interest)::BIGINT AS interest,
    sum(fees)::BIGINT AS fees,
    sum(transfer)::BIGINT AS transfer,
    sum(risk_cost)::BIGINT AS risk_cost,
    sum(tax)::BIGINT AS tax,
    sum(sales_income)::BIGINT AS sales_income,
    sum(accounts)::BIGINT AS accounts,
    sum(age_weight)::BIGINT AS age_weight
FROM entries
GROUP BY month, manager, product, part, classification;
