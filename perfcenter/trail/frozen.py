"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from perfcenter.base.frozen import Frozen

FROZEN = (
    Frozen("perfcenter_auditentry"),
    # Logins are closed, never deleted; roles, names and passwords change.
    Frozen("perfcenter_user", allowed="TRUE", fixed=("username", "created_at")),
)
