-- How cells become values. Every macro gives NULL for text that is refused; nothing is cast unchecked.

-- Nearly every cell is plain, and to see that takes half the time of trimming it.
CREATE OR REPLACE MACRO cell(x) AS CASE
    WHEN regexp_full_match(x, '[!-~]([ -~]*[!-~])?') THEN x
    ELSE nullif(trim(x, ' ' || chr(160) || chr(12288)), '')
END;

CREATE OR REPLACE MACRO as_text(x, most) AS CASE
    WHEN length(x) <= most AND NOT regexp_matches(
        -- Nor what cannot be seen: format characters, fillers, a blank of Braille. Nor U+FFFD, which
        -- stands where a character was lost.
        x, '[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{034F}\x{115F}\x{1160}\x{2800}\x{3164}\x{FFA0}\x{FFFD}-\x{FFFF}]'
    ) THEN x
END;

-- A key without what is easily lost or added: capitals, width, spaces, quotes, zeros in front.
CREATE OR REPLACE MACRO loose(x) AS coalesce(nullif(ltrim(
    translate(
        lower(CASE WHEN x LIKE '%.0' THEN x[:-3] ELSE x END),
        '０１２３４５６７８９ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ ="''‘’“”' || chr(160) || chr(8239) || chr(12288),
        '0123456789abcdefghijklmnopqrstuvwxyz'
    ), '0'), ''), '0');

CREATE OR REPLACE MACRO as_fen(x) AS CASE
    WHEN regexp_full_match(x, '-?[0-9]{1,12}(\.[0-9]{1,2})?')
    THEN CAST(CAST(x AS DECIMAL(14, 2)) * 100 AS BIGINT)
END;

CREATE OR REPLACE MACRO as_decimal(x) AS CASE
    WHEN regexp_full_match(x, '-?[0-9]{1,12}(\.[0-9]{1,6})?')
    THEN CAST(CAST(x AS DECIMAL(38, 6)) * 1000000 AS BIGINT)
END;

CREATE OR REPLACE MACRO as_factor(x) AS CASE
    WHEN regexp_full_match(x, '-?[0-9]{1,3}(\.[0-9]{1,6})?')
    THEN CAST(CAST(x AS DECIMAL(9, 6)) * 1000000 AS BIGINT)
END;

CREATE OR REPLACE MACRO as_rate(x) AS CASE
    WHEN regexp_full_match(x, '-?[0-9](\.[0-9]{1,6})?')
    THEN CAST(CAST(x AS DECIMAL(7, 6)) * 1000000 AS BIGINT)
END;

CREATE OR REPLACE MACRO as_share(x) AS CASE
    WHEN regexp_full_match(x, '0(\.[0-9]{1,6})?|1(\.0{1,6})?')
    THEN CAST(CAST(x AS DECIMAL(7, 6)) * 1000000 AS BIGINT)
END;

CREATE OR REPLACE MACRO as_email(x) AS CASE
    WHEN length(x) <= 254 AND regexp_full_match(
        x, '[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+'
    ) THEN x
END;

CREATE OR REPLACE MACRO as_chat_id(x) AS CASE
    WHEN regexp_full_match(x, '[A-Za-z0-9_@.-]{1,64}') THEN x
END;

CREATE OR REPLACE MACRO as_month(x) AS CASE
    WHEN regexp_full_match(x, '(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])')
    THEN CAST(replace(x, '-', '') AS INTEGER)
END;

CREATE OR REPLACE MACRO as_date(x) AS CASE
    WHEN regexp_full_match(x, '(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}')
    THEN TRY_CAST(x AS DATE)
END;

CREATE OR REPLACE MACRO as_time(x) AS CASE
    WHEN regexp_full_match(x, '(19|[2-9][0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?')
    THEN strftime(TRY_CAST(CASE WHEN length(x) = 16 THEN x || ':00' ELSE x END AS TIMESTAMP), '%Y-%m-%d %H:%M:%S')
END;
