-- Loan loss: end balance x the rate of the loan's class, rounded per loan, then split by shares.
-- Given, besides what valuation.sql needs: the table loss_rates (classification, rate).

CREATE VIEW losses AS
SELECT v.*, r.rate, at_rate(v.end_balance, r.rate) AS loss
FROM valued AS v JOIN loss_rates AS r ON r.classification = v.classification
WHERE v.family = 'loan';

CREATE VIEW loss_parts AS
SELECT
    p.id, p.manager, any_value(mine) AS share,
    split(loss, mine, theirs, earlier) AS own_loss
FROM pairs AS p JOIN losses AS l ON l.id = p.id
GROUP BY p.id, p.manager;

CREATE VIEW held_losses AS
SELECT l.*, l.home AS manager, 1000000::BIGINT AS share, loss AS own_loss
FROM losses AS l ANTI JOIN holders AS h ON h.id = l.id
UNION ALL
SELECT l.*, p.* EXCLUDE (id) FROM losses AS l JOIN loss_parts AS p ON p.id = l.id;
