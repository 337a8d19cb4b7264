-- Account-months with all their columns, of files that leave out what follows from the others.
--
-- A file of before has every column filled; what is filled is taken as it is. Where the rows come from
-- is added by rules.whole.

SELECT * REPLACE (
    coalesce(income, income_of(family, interest, fees, transfer)) AS income,
    coalesce(funding_cost, funding_cost_of(family, interest, transfer)) AS funding_cost,
    coalesce(own_end_balance, end_balance) AS own_end_balance,
    coalesce(own_average_balance, average_balance) AS own_average_balance,
    coalesce(own_interest, interest) AS own_interest,
    coalesce(own_fees, fees) AS own_fees,
    coalesce(own_transfer, transfer) AS own_transfer,
    coalesce(own_risk_cost, risk_cost) AS own_risk_cost,
    coalesce(own_tax, tax) AS own_tax,
    coalesce(
        own_income,
        income_of(
            family, coalesce(own_interest, interest), coalesce(own_fees, fees),
            coalesce(own_transfer, transfer)
        )
    ) AS own_income,
    coalesce(
        own_funding_cost,
        funding_cost_of(
            family, coalesce(own_interest, interest), coalesce(own_transfer, transfer)
        )
    ) AS own_funding_cost
)
