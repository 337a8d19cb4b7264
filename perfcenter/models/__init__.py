"""Logins, the audit trail, the jobs that run beside requests."""

from perfcenter.models.jobs import Job
from perfcenter.models.people import User, UserManager
from perfcenter.models.trail import AuditEntry

__all__ = ["AuditEntry", "Job", "User", "UserManager"]
