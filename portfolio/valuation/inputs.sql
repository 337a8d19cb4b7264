-- What the database holds of a month, laid out as the valuation reads it.
--
-- Given: the tables db_rows, db_accounts, db_shares, db_sales, db_clients, db_owners and db_products, which
-- inputs.py fills. Codes become enumerations in code point order: they are sorted, grouped and written
-- as numbers, and read as text.

CREATE TYPE staff AS ENUM (
    SELECT manager FROM db_owners UNION SELECT manager FROM db_shares UNION SELECT manager FROM db_sales
    EXCEPT SELECT NULL ORDER BY manager
);
CREATE TYPE product_code AS ENUM (
    SELECT code FROM db_products UNION SELECT product FROM db_accounts UNION SELECT product FROM db_sales
    ORDER BY code
);
CREATE TYPE family_name AS ENUM (SELECT DISTINCT family FROM db_products ORDER BY family);
CREATE TYPE segment_name AS ENUM (SELECT DISTINCT segment FROM db_clients ORDER BY segment);
CREATE TYPE kind_name AS ENUM (SELECT DISTINCT kind FROM db_clients ORDER BY kind);
CREATE TYPE class_name AS ENUM (SELECT DISTINCT classification FROM db_rows ORDER BY classification);

CREATE TABLE ledger AS
SELECT
    r.month, a.account_no, a.client_no, a.product::product_code AS product, a.opened_on, a.closed_on,
    a.matures_on, r.end_balance, r.average_balance, r.interest, r.fees,
    r.classification::class_name AS classification, r.funding
FROM db_rows AS r JOIN db_accounts AS a ON a.account = r.account;

CREATE TABLE shares AS SELECT account_no, manager::staff AS manager, share FROM db_shares;

CREATE TABLE sales AS
SELECT month, manager::staff AS manager, product::product_code AS product, quantity, amount, income
FROM db_sales;

-- The owner whose span began last by the month; nobody (NULL) may be one.
CREATE TABLE clients AS
SELECT
    c.client_no, c.client_name, o.manager::staff AS manager, c.segment::segment_name AS segment,
    c.kind::kind_name AS kind, c.opened_on
FROM db_clients AS c
LEFT JOIN (
    SELECT client_no, arg_max_null(manager, from_month) AS manager FROM db_owners GROUP BY client_no
) AS o ON o.client_no = c.client_no;

CREATE TABLE products AS
SELECT
    code::product_code AS code, family::family_name AS family, ftp_rate, provision_rate, tax_rate,
    coefficient
FROM db_products;

DROP TABLE db_rows;
DROP TABLE db_accounts;
DROP TABLE db_shares;
DROP TABLE db_sales;
DROP TABLE db_clients;
DROP TABLE db_owners;
DROP TABLE db_products;
