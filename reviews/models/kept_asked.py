"""Of what is asked and appealed the tables that the audit log answers for."""

from perfcenter.base.kept import Rows
from reviews.models.appeals import (
    AppealedQuery,
    NamedDecider,
    Objection,
    ObjectionFile,
    PutRight,
    Said,
)

ASKED = (
    Rows(
        Objection,
        (
            "cycle_id",
            "manager_id",
            "sort",
            "kind",
            "measure_code",
            "expected",
            "copied",
            "text",
            "asked_at",
            "asked_by_id",
            "due_on",
            "state",
            "assignee_id",
            "decided_by_id",
            "decided_at",
            "reason",
            "amendment_id",
        ),
    ),
    Rows(Said, ("objection_id", "author_id", "text", "said_at")),
    Rows(AppealedQuery, ("appeal_id", "query_id"), grouped_by="appeal_id"),
    Rows(
        ObjectionFile,
        ("objection_id", "name", "kind", "digest", "size", "brought_by_id", "brought_at"),
    ),
    Rows(
        PutRight,
        ("objection_id", "fact", "reason", "evidence", "put_by_id", "put_at"),
        grouped_by="objection_id",
    ),
    Rows(NamedDecider, ("objection_id", "decider_id", "reason", "named_by_id", "named_at")),
)
