"""The trail of what people did."""

from django.db import models


class AuditEntry(models.Model):
    """One act: who did what to which object, chained by digest to the entry before."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        "perfcenter.User", models.PROTECT, null=True, related_name="audit_entries"
    )
    actor_name = models.CharField(max_length=100)
    address = models.CharField(max_length=45, blank=True)  # of the network; empty for a command
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_key = models.CharField(max_length=200)
    object_name = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_key"], name="audit_object"),
            models.Index(fields=["action"], name="audit_action"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor_name} {self.action} {self.object_name}"
