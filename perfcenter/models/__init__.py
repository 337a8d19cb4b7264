"""Logins, the audit trail, jobs beside requests, what people are told, how they look at lists."""

from perfcenter.models.jobs import Job
from perfcenter.models.lists import ListChoice
from perfcenter.models.notices import Delivery, Notice, NoticeChoice
from perfcenter.models.people import User, UserManager
from perfcenter.models.trail import AuditEntry

__all__ = [
    "AuditEntry",
    "Delivery",
    "Job",
    "ListChoice",
    "Notice",
    "NoticeChoice",
    "User",
    "UserManager",
]
