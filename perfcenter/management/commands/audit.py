"""audit: follow the audit log's chain"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

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
            self.stderr.write(
                _("Broken: #%(number)s %(entry)s") % {"number": entry.pk, "entry": entry}
            )
        if broken:
            raise CommandError(
                _(
                    "%(broken)s of %(count)s entries do not follow from the one before or are not "
                    "as they were written"
                )
                % {"broken": len(broken), "count": AuditEntry.objects.count()}
            )
        last = AuditEntry.objects.order_by("-id").first()
        if last is None:
            self.stdout.write(_("The audit log is empty."))
            return
        words = {"count": AuditEntry.objects.count(), "number": last.pk, "digest": last.digest}
        self.stdout.write(
            _(
                "%(count)s entries, each follows from the one before; the last is #%(number)s with "
                "digest %(digest)s"
            )
            % words
        )
