"""Logins, the audit trail, the jobs that run beside requests, how people look at lists."""

from perfcenter.models.jobs import Job
from perfcenter.models.lists import ListChoice
from perfcenter.models.people import User, UserManager
from perfcenter.models.trail import AuditEntry

__all__ = ["AuditEntry", "Job", "ListChoice", "User", "UserManager"]
