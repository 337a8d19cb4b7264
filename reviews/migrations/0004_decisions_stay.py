from django.db import migrations

from perfcenter.base.frozen import Freeze, Frozen

STEPS = (
    (
        "OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND "
        "NEW.state = OLD.state AND OLD.submitted_at IS NOT DISTINCT FROM "
        "NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM "
        "NEW.submitted_digest AND OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at "
        "AND OLD.decided_by_id IS NOT DISTINCT FROM NEW.decided_by_id"
    ),
    (
        "OLD.state IN ('draft', 'returned') AND NEW.version > OLD.version AND "
        "NEW.state = 'submitted' AND NEW.submitted_at IS NOT NULL AND OLD.decided_at "
        "IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS NOT DISTINCT "
        "FROM NEW.decided_by_id"
    ),
    (
        "OLD.state = 'submitted' AND NEW.state IN ('returned', 'approved') AND "
        "NEW.decided_by_id IS NOT NULL AND OLD.achievements IS NOT DISTINCT FROM "
        "NEW.achievements AND OLD.problems IS NOT DISTINCT FROM NEW.problems AND "
        "OLD.improvements IS NOT DISTINCT FROM NEW.improvements AND OLD.goals IS NOT "
        "DISTINCT FROM NEW.goals AND OLD.version IS NOT DISTINCT FROM NEW.version AND"
        " OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND OLD.submitted_at IS NOT "
        "DISTINCT FROM NEW.submitted_at AND OLD.submitted_digest IS NOT DISTINCT FROM"
        " NEW.submitted_digest"
    ),
    (
        "OLD.state = 'approved' AND NEW.state = 'published' AND OLD.achievements IS "
        "NOT DISTINCT FROM NEW.achievements AND OLD.problems IS NOT DISTINCT FROM "
        "NEW.problems AND OLD.improvements IS NOT DISTINCT FROM NEW.improvements AND "
        "OLD.goals IS NOT DISTINCT FROM NEW.goals AND OLD.version IS NOT DISTINCT "
        "FROM NEW.version AND OLD.saved_at IS NOT DISTINCT FROM NEW.saved_at AND "
        "OLD.submitted_at IS NOT DISTINCT FROM NEW.submitted_at AND "
        "OLD.submitted_digest IS NOT DISTINCT FROM NEW.submitted_digest AND "
        "OLD.decided_at IS NOT DISTINCT FROM NEW.decided_at AND OLD.decided_by_id IS "
        "NOT DISTINCT FROM NEW.decided_by_id"
    ),
)
FROZEN = [
    Frozen(
        "reviews_annualreport",
        allowed=" OR ".join(f"({step})" for step in STEPS),
        fixed=("cycle_id", "manager_id"),
    ),
    Frozen(
        "reviews_goal",
        once=(
            "EXISTS (SELECT 1 FROM reviews_annualreport r WHERE r.id = OLD.report_id "
            "AND r.state NOT IN ('draft', 'returned'))"
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_frozen_as_declared")]

    operations = [Freeze(*FROZEN)]
