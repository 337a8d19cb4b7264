-- The valuation of account-months (what the bank's management accounting says they are worth), in
-- integers throughout: money in fen, rates and shares in millionths, months as yyyymm.
--
-- Given: the tables ledger, shares, products and sales (inputs.py says what they hold) and the
-- variable base, the first day of the cycle. The views below hold for any set of months and of
-- accounts, as long as every holder of those accounts is there.
--
-- Every sum is cast to BIGINT: DuckDB adds up in HUGEINT, and a total beyond a BIGINT is an error.

-- amount * k / d rounded half-even. Quotient and remainder are taken apart so that amount * k, which
-- overflows on large accounts, is never formed. The rule is even, so the sign is put back after. d is even.
CREATE OR REPLACE MACRO half_even(amount, k, d) AS
    CASE WHEN (amount < 0) <> (k < 0) THEN -1 ELSE 1 END
    * (
        (abs(amount) // d) * abs(k)
        + (
            (abs(amount) % d) * abs(k) + d // 2 - 1
            + (((abs(amount) // d) * abs(k) + ((abs(amount) % d) * abs(k)) // d) & 1)
        ) // d
    );

CREATE OR REPLACE MACRO days_of(month) AS day(last_day(make_date(month // 100, month % 100, 1)));
CREATE OR REPLACE MACRO for_days(amount, rate, days) AS half_even(amount, rate * days, 365000000);
CREATE OR REPLACE MACRO at_rate(amount, rate) AS half_even(amount, rate, 1000000);

-- A share of |amount|, cut towards zero, and the millionths of a fen that were cut off.
CREATE OR REPLACE MACRO whole_part(amount, share) AS
    (abs(amount) // 1000000) * share + ((abs(amount) % 1000000) * share) // 1000000;
CREATE OR REPLACE MACRO cut_off(amount, share) AS ((abs(amount) % 1000000) * share) % 1000000;

-- Largest remainder among the holders of an account's month; equal remainders in the order of staff_no,
-- nobody last. A negative amount splits like its absolute value.
CREATE OR REPLACE MACRO split(amount, share, month, account_no, manager) AS
    CASE WHEN amount < 0 THEN -1 ELSE 1 END
    * (
        whole_part(amount, share)
        + CASE
            WHEN row_number() OVER (
                PARTITION BY month, account_no
                ORDER BY cut_off(amount, share) DESC, manager NULLS LAST
            ) <= abs(amount) - sum(whole_part(amount, share)) OVER (PARTITION BY month, account_no)
            THEN 1 ELSE 0
        END
    );

-- Income and cost of funds by family: the bank pays for deposits and is paid for the rest.
CREATE OR REPLACE MACRO income_of(family, interest, fees, transfer) AS
    CASE WHEN family = 'deposit' THEN transfer ELSE interest END + fees;
CREATE OR REPLACE MACRO funding_cost_of(family, interest, transfer) AS
    CASE WHEN family = 'deposit' THEN interest ELSE transfer END;

-- Account-months before any split.
CREATE OR REPLACE VIEW priced AS
SELECT
    l.month, l.account_no, l.home, l.product, p.family, l.opened_on, l.classification,
    days_of(l.month) AS days,
    CASE WHEN l.opened_on < getvariable('base') THEN 0 ELSE 1 END AS part,
    l.end_balance, l.average_balance, l.interest, l.fees,
    l.funding IS NOT NULL AS funding_given,
    coalesce(
        l.funding, for_days(l.average_balance, p.ftp_rate, days_of(l.month))
    ) AS transfer,
    for_days(l.average_balance, p.provision_rate, days_of(l.month)) AS risk_cost,
    p.ftp_rate, p.provision_rate, p.tax_rate
FROM ledger AS l JOIN products AS p ON p.code = l.product;

CREATE OR REPLACE VIEW valued AS
SELECT
    *,
    income_of(family, interest, fees, transfer) AS income,
    funding_cost_of(family, interest, transfer) AS funding_cost,
    at_rate(income_of(family, interest, fees, transfer), tax_rate) AS tax
FROM priced;

-- Holders of the account-months that have shares: the shares of a month, summed per manager, and what
-- they leave to 1, which is the client's manager's (nobody's, where there is none).
CREATE OR REPLACE VIEW given AS
SELECT s.month, s.account_no, l.home, s.manager, sum(s.share)::BIGINT AS share
FROM shares AS s JOIN ledger AS l ON l.month = s.month AND l.account_no = s.account_no
GROUP BY ALL;

CREATE OR REPLACE VIEW over_shared AS
SELECT month, account_no, sum(share)::BIGINT AS share
FROM given GROUP BY month, account_no HAVING sum(share) > 1000000;

CREATE OR REPLACE VIEW holders AS
SELECT month, account_no, manager, sum(share)::BIGINT AS share
FROM (
    SELECT month, account_no, manager, share FROM given
    UNION ALL
    SELECT month, account_no, home, 1000000 - sum(share) FROM given GROUP BY month, account_no, home
)
GROUP BY ALL HAVING sum(share) > 0;

-- Account-months by holder; own_* is the holder's part.
CREATE OR REPLACE VIEW holdings AS
SELECT
    v.*, v.home AS manager, 1000000::BIGINT AS share,
    end_balance AS own_end_balance, average_balance AS own_average_balance,
    interest AS own_interest, fees AS own_fees, transfer AS own_transfer,
    risk_cost AS own_risk_cost, tax AS own_tax
FROM valued AS v ANTI JOIN holders AS h ON h.month = v.month AND h.account_no = v.account_no
UNION ALL
SELECT
    v.*, h.manager, h.share,
    split(end_balance, h.share, v.month, v.account_no, h.manager),
    split(average_balance, h.share, v.month, v.account_no, h.manager),
    split(interest, h.share, v.month, v.account_no, h.manager),
    split(fees, h.share, v.month, v.account_no, h.manager),
    split(transfer, h.share, v.month, v.account_no, h.manager),
    split(risk_cost, h.share, v.month, v.account_no, h.manager),
    split(tax, h.share, v.month, v.account_no, h.manager)
FROM valued AS v JOIN holders AS h ON h.month = v.month AND h.account_no = v.account_no;

-- Sales are increment, and their income is all of it income.
CREATE OR REPLACE VIEW valued_sales AS
SELECT s.*, p.family, p.tax_rate, at_rate(s.income, p.tax_rate) AS tax
FROM sales AS s JOIN products AS p ON p.code = s.product;

CREATE OR REPLACE VIEW entries AS
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
FROM valued_sales;

CREATE OR REPLACE VIEW facts AS
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
