"""Every change of a report or of a cycle's publication goes through one of these verbs."""

from reviews.services.deciding import approve, comment, return_report
from reviews.services.publishing import publication_checks, publish
from reviews.services.writing import Conflict, Incomplete, save_draft, submit

__all__ = [
    "Conflict",
    "Incomplete",
    "approve",
    "comment",
    "publication_checks",
    "publish",
    "return_report",
    "save_draft",
    "submit",
]
