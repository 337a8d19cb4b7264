"""audit: follow the audit log's chain"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from perfcenter.audit import broken_links
from perfcenter.models import AuditEntry


class Command(BaseCommand):
    help = (
        "Follow the audit log's chain from its first entry to its last; end with 1 if a link is "
        "broken. Entries cut off at the end show in the last digest alone: keep it elsewhere"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_links())
        for entry in broken:
            self.stderr.write(f"broken: #{entry.pk} {entry}")
        if broken:
            raise CommandError(
                f"{len(broken)} of {AuditEntry.objects.count()} entries do not follow from the one "
                "before or are not as they were written"
            )
        last = AuditEntry.objects.order_by("-id").first()
        if last is None:
            self.stdout.write("The audit log is empty.")
            return
        self.stdout.write(
            f"{AuditEntry.objects.count()} entries, each follows from the one before; "
            f"the last is #{last.pk} with digest {last.digest}"
        )
