"""Which of the site's own tables the audit log answers for. The log itself is chained."""

from perfcenter.base.kept import Rows
from perfcenter.models import Notice, User

KEPT = (
    Rows(
        User,
        (
            "username",
            "normal_name",
            "name",
            "role",
            "manager_id",
            "must_change_password",
            "is_active",
            "created_at",
        ),
        without=("password", "last_login"),
    ),
    Rows(
        Notice,
        (
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
        grouped_by="telling",
        without=("read_at",),
    ),
)
