-- The facts of the account-months that valued.sql has kept.

SELECT
    manager, product, CASE WHEN opened_on < :base THEN 0 ELSE 1 END AS part, classification, segment,
    client_kind, CASE WHEN matures_on < :month_end THEN 1 ELSE 0 END AS overdue,
    sum(own_end_balance)::bigint, sum(own_average_balance)::bigint, sum(own_interest)::bigint, sum(own_fees)::bigint, sum(own_transfer)::bigint, sum(own_risk_cost)::bigint, sum(own_tax)::bigint,
    sum(share)::bigint, sum(CASE WHEN closed_on <= :month_end THEN 0 ELSE share END)::bigint,
    sum(CASE WHEN opened_on < :base THEN own_average_balance * (:base - opened_on) ELSE 0 END)::bigint
FROM bench_valued GROUP BY 1, 2, 3, 4, 5, 6, 7;
