"""What was loaded."""

from django.db import models

from portfolio.months import EVER


class DataLoad(models.Model):
    """One set of files loaded: what it held and what it changed."""

    loaded_at = models.DateTimeField(auto_now_add=True)
    loaded_by = models.ForeignKey("perfcenter.User", models.PROTECT, null=True)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.source

    def bears_on(self, first: int, last: int) -> bool:
        """Whether something scored of these months could come out otherwise since."""
        months = self.summary.get("months", EVER)
        return months is not None and months[0] <= last and first <= months[1]

    @classmethod
    def last_number(cls) -> int:
        """Return the id of the last load, 0 where there is none: inputs change with it alone."""
        return cls.objects.order_by("-id").values_list("id", flat=True).first() or 0
