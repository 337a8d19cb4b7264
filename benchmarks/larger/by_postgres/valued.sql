-- The account-months by holder, kept as a table. Words after a colon are put in by benchmarks/month.py.

CREATE UNLOGGED TABLE bench_valued AS
WITH owners AS (
    SELECT DISTINCT ON (client_id) client_id, manager_id
    FROM portfolio_ownership WHERE from_month <= :month ORDER BY client_id, from_month DESC
),
rates AS (
    SELECT DISTINCT ON (product_id) * FROM portfolio_rate WHERE from_month <= :month
    ORDER BY product_id, from_month DESC
),
shares AS (
    SELECT a.id AS account_id, manager_id AS manager, sum(share)::bigint AS share
    FROM portfolio_share AS s JOIN portfolio_account AS a ON a.account_no = s.account_id
    WHERE (from_month IS NULL OR from_month <= :month) AND (to_month IS NULL OR to_month >= :month)
    GROUP BY 1, 2
),
valued AS (
    SELECT *, bench_half_even(income, tax_rate, 1000000) AS tax
    FROM (
        SELECT
            *,
            CASE WHEN family = 'deposit' THEN transfer ELSE interest END + fees AS income,
            CASE WHEN family = 'deposit' THEN interest ELSE transfer END AS funding_cost
        FROM (
            SELECT
                l.account_id, a.client_id, c.name AS client_name, o.manager_id AS home, c.segment,
                c.kind AS client_kind, a.product_id AS product, p.family, a.opened_on, a.closed_on,
                a.matures_on, l.classification, l.end_balance, l.average_balance, l.interest, l.fees,
                coalesce(l.funding,
                    bench_half_even(l.average_balance, r.ftp_rate * :days, 365000000)) AS transfer,
                bench_half_even(l.average_balance, r.provision_rate * :days, 365000000) AS risk_cost,
                r.ftp_rate, r.provision_rate, r.tax_rate, r.coefficient
            FROM portfolio_ledgerrow AS l
            JOIN portfolio_account AS a ON a.id = l.account_id
            JOIN portfolio_client AS c ON c.client_no = a.client_id
            JOIN owners AS o ON o.client_id = c.client_no
            JOIN portfolio_product AS p ON p.code = a.product_id
            JOIN rates AS r ON r.product_id = p.code
            WHERE l.month = :month
            OFFSET 0
        ) AS priced
        OFFSET 0
    ) AS earned
),
holders AS (
    SELECT account_id, manager, sum(share)::bigint AS share
    FROM (
        SELECT account_id, manager, share FROM shares
        UNION ALL
        SELECT s.account_id, o.manager_id, 1000000 - sum(s.share)
        FROM shares AS s
        JOIN portfolio_account AS a ON a.id = s.account_id
        JOIN owners AS o ON o.client_id = a.client_id
        GROUP BY s.account_id, o.manager_id
    ) AS every
    GROUP BY 1, 2 HAVING sum(share) > 0
),
pairs AS (
    SELECT
        h.account_id, h.manager, h.share AS mine, g.share AS theirs,
        g.manager COLLATE "C" < h.manager COLLATE "C" OR (h.manager IS NULL AND g.manager IS NOT NULL)
            AS earlier
    FROM holders AS h JOIN holders AS g ON g.account_id = h.account_id
),
parts AS (
    SELECT
        p.account_id, p.manager, p.mine AS share,
        CASE WHEN v.end_balance < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.end_balance, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.end_balance, p.theirs) > bench_cut(v.end_balance, p.mine)
                    OR (bench_cut(v.end_balance, p.theirs) = bench_cut(v.end_balance, p.mine) AND p.earlier))
                < abs(v.end_balance) - sum(bench_whole(v.end_balance, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_end_balance,
        CASE WHEN v.average_balance < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.average_balance, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.average_balance, p.theirs) > bench_cut(v.average_balance, p.mine)
                    OR (bench_cut(v.average_balance, p.theirs) = bench_cut(v.average_balance, p.mine) AND p.earlier))
                < abs(v.average_balance) - sum(bench_whole(v.average_balance, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_average_balance,
        CASE WHEN v.interest < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.interest, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.interest, p.theirs) > bench_cut(v.interest, p.mine)
                    OR (bench_cut(v.interest, p.theirs) = bench_cut(v.interest, p.mine) AND p.earlier))
                < abs(v.interest) - sum(bench_whole(v.interest, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_interest,
        CASE WHEN v.fees < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.fees, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.fees, p.theirs) > bench_cut(v.fees, p.mine)
                    OR (bench_cut(v.fees, p.theirs) = bench_cut(v.fees, p.mine) AND p.earlier))
                < abs(v.fees) - sum(bench_whole(v.fees, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_fees,
        CASE WHEN v.transfer < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.transfer, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.transfer, p.theirs) > bench_cut(v.transfer, p.mine)
                    OR (bench_cut(v.transfer, p.theirs) = bench_cut(v.transfer, p.mine) AND p.earlier))
                < abs(v.transfer) - sum(bench_whole(v.transfer, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_transfer,
        CASE WHEN v.risk_cost < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.risk_cost, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.risk_cost, p.theirs) > bench_cut(v.risk_cost, p.mine)
                    OR (bench_cut(v.risk_cost, p.theirs) = bench_cut(v.risk_cost, p.mine) AND p.earlier))
                < abs(v.risk_cost) - sum(bench_whole(v.risk_cost, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_risk_cost,
        CASE WHEN v.tax < 0 THEN -1 ELSE 1 END * (
            bench_whole(v.tax, p.mine) + CASE WHEN
                count(*) FILTER (WHERE bench_cut(v.tax, p.theirs) > bench_cut(v.tax, p.mine)
                    OR (bench_cut(v.tax, p.theirs) = bench_cut(v.tax, p.mine) AND p.earlier))
                < abs(v.tax) - sum(bench_whole(v.tax, p.theirs))
            THEN 1 ELSE 0 END
        ) AS own_tax
    FROM pairs AS p JOIN valued AS v ON v.account_id = p.account_id
    GROUP BY p.account_id, p.manager, p.mine, v.end_balance, v.average_balance, v.interest, v.fees, v.transfer, v.risk_cost, v.tax
)
SELECT
    v.*, home AS manager, 1000000::bigint AS share,
    end_balance AS own_end_balance, average_balance AS own_average_balance, interest AS own_interest, fees AS own_fees, transfer AS own_transfer, risk_cost AS own_risk_cost, tax AS own_tax
FROM valued AS v
WHERE NOT EXISTS (SELECT FROM holders AS h WHERE h.account_id = v.account_id)
UNION ALL
SELECT v.*, p.manager, p.share, p.own_end_balance, p.own_average_balance, p.own_interest, p.own_fees, p.own_transfer, p.own_risk_cost, p.own_tax
FROM valued AS v JOIN parts AS p ON p.account_id = v.account_id;
