-- What a month is worth by PostgreSQL alone: the same exact arithmetic as portfolio/valuation/, put as
-- well as we know for PostgreSQL. In 64-bit integers as there, for numeric takes several times as long;
-- OFFSET 0 keeps an expression from being written out again wherever it is used.

CREATE OR REPLACE FUNCTION bench_half_even(amount bigint, k bigint, d bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN (amount < 0) <> (k < 0) THEN -1 ELSE 1 END * (
        (abs(amount) / d) * abs(k) + (
            (abs(amount) % d) * abs(k) + d / 2 - 1
            + (((abs(amount) / d) * abs(k) + ((abs(amount) % d) * abs(k)) / d) & 1)
        ) / d
    )
$$;

CREATE OR REPLACE FUNCTION bench_whole(amount bigint, share bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (abs(amount) / 1000000) * share + ((abs(amount) % 1000000) * share) / 1000000
$$;

CREATE OR REPLACE FUNCTION bench_cut(amount bigint, share bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT ((abs(amount) % 1000000) * share) % 1000000
$$;
