-- Loan loss: end balance x the rate of the loan's class, rounded per loan, then split by shares.
-- Given, besides what valuation.sql needs: the table loss_rates (classification, rate).

CREATE OR REPLACE VIEW losses AS
SELECT v.*, r.rate, at_rate(v.end_balance, r.rate) AS loss
FROM valued AS v JOIN loss_rates AS r ON r.classification = v.classification
WHERE v.family = 'loan';

CREATE OR REPLACE VIEW held_losses AS
SELECT l.*, l.home AS manager, 1000000::BIGINT AS share, loss AS own_loss
FROM losses AS l ANTI JOIN holders AS h ON h.month = l.month AND h.account_no = l.account_no
UNION ALL
SELECT l.*, h.manager, h.share, split(loss, h.share, l.month, l.account_no, h.manager)
FROM losses AS l JOIN holders AS h ON h.month = l.month AND h.account_no = l.account_no;
