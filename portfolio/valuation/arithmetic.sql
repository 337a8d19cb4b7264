-- Arithmetic in integers: rounding half-even by rates, and splits by largest remainder.

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

-- A holder's share of an amount: whole fens, cut towards zero, and the millionths of a fen cut off.
CREATE MACRO cut(amount, share) AS {
    'amount': amount,
    'whole': (abs(amount) // 1000000) * share + ((abs(amount) % 1000000) * share) // 1000000,
    'off': ((abs(amount) % 1000000) * share) % 1000000
};

-- A holder's part of an amount by largest remainder: the fens that cutting leaves over go one each to
-- those who had most cut off, so she has one if fewer holders go before her than fens are left. It is an
-- aggregate over the pairs of a holder's cut (mine) with every holder's (theirs), her own included;
-- earlier says that the other one wins a tie. A negative amount splits like its absolute value.
CREATE MACRO split(mine, theirs, earlier) AS
    CASE WHEN any_value(mine.amount) < 0 THEN -1 ELSE 1 END
    * (
        any_value(mine.whole)
        + CASE
            WHEN count(*) FILTER (
                theirs.off > mine.off OR (theirs.off = mine.off AND earlier)
            ) < abs(any_value(mine.amount)) - sum(theirs.whole)
            THEN 1 ELSE 0
        END
    );

-- Income and cost of funds by family: the bank pays for deposits and is paid for the rest.
CREATE MACRO income_of(family, interest, fees, transfer) AS
    CASE WHEN family = 'deposit' THEN transfer ELSE interest END + fees;
CREATE MACRO funding_cost_of(family, interest, transfer) AS
    CASE WHEN family = 'deposit' THEN interest ELSE transfer END;
