"""Whether everything is as the audit log says, and the log as it was written."""

from perfcenter.trail.verifying.chain import Log, broken_links, read_log
from perfcenter.trail.verifying.ends import broken_ends
from perfcenter.trail.verifying.guarding import guarded
from perfcenter.trail.verifying.rows import broken_rows, malformed_rows

__all__ = [
    "Log",
    "broken_ends",
    "broken_links",
    "broken_rows",
    "guarded",
    "malformed_rows",
    "read_log",
]
