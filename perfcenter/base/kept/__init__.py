"""Rows that the audit log answers for: as digests of what a table holds, group by group.

A service that writes hands the digests of the rows it wrote to the log, whose entries are chained;
`verify` reads the rows again and compares. Rows are read as they lie in the database, not through
Django's fields: what no field could read has a digest all the same, and is named.
"""

from perfcenter.base.kept.finding import Finding
from perfcenter.base.kept.rows import Kept, Moved, Rows

__all__ = ["Finding", "Kept", "Moved", "Rows"]
