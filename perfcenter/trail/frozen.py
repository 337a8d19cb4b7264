"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from perfcenter.base.frozen import Frozen

FROZEN = (
    Frozen("perfcenter_auditentry"),
    # Logins are closed, never deleted; roles, names and passwords change.
    Frozen("perfcenter_user", allowed="TRUE", fixed=("username", "created_at")),
    # What somebody was told stays; she reads it once.
    Frozen(
        "perfcenter_notice",
        allowed="OLD.read_at IS NULL AND NEW.read_at IS NOT NULL",
        fixed=(
            "to_id",
            "kind",
            "said",
            "about_type",
            "about_key",
            "cycle",
            "place",
            "telling",
            "once",
            "made_at",
        ),
    ),
    Frozen(
        "perfcenter_delivery",
        allowed="OLD.state IN ('waiting', 'sending')",
        fixed=("notice_id", "to_id", "channel"),
    ),
)
