-- Loan loss: end balance x the rate of the loan's class, rounded per loan, then split by shares.
-- Given: holdings as the vault keeps them, and the table loss_rates (classification, rate).

CREATE TEMP VIEW losses AS
SELECT h.*, r.rate, at_rate(h.end_balance, r.rate) AS loss
FROM holdings AS h JOIN loss_rates AS r ON r.classification = h.classification
WHERE h.family = 'loan';

CREATE TEMP VIEW held_losses AS
SELECT
    l.month, l.manager, l.account_no, any_value(l.client_no) AS client_no,
    any_value(l.client_name) AS client_name, any_value(l.product) AS product,
    any_value(l.classification) AS classification, any_value(l.end_balance) AS end_balance,
    any_value(l.rate) AS rate, any_value(l.loss) AS loss, any_value(l.share) AS share,
    split(
        cut(l.loss, l.share), cut(l.loss, o.share),
        o.manager < l.manager OR (l.manager IS NULL AND o.manager IS NOT NULL)
    ) AS own_loss
FROM losses AS l
JOIN losses AS o ON o.month = l.month AND o.account_no = l.account_no
GROUP BY l.month, l.manager, l.account_no;
