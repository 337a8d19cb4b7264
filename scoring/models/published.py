"""Who the participants of a published cycle were, and what was called how."""

from django.db import models

from portfolio.models import Manager

NAME = 200


class AsPublished(models.Model):
    """A participant as she was when her cycle was published, by the posting of its last day.

    `path` are the branches from the head office down to hers, each a code and a name; `reviewer`
    is who decided on her report in the end, empty where that was HR. Pages, lists and files of the
    cycle say this for good, whatever is renamed or moved later.
    """

    cycle = models.ForeignKey("scoring.Cycle", models.PROTECT, related_name="as_published")
    manager = models.ForeignKey(Manager, models.PROTECT, related_name="as_published")
    name = models.CharField(max_length=NAME)
    branch = models.CharField(max_length=40)
    path = models.JSONField()
    line = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=40, blank=True)
    supervisor = models.CharField(max_length=40, blank=True)
    supervisor_name = models.CharField(max_length=NAME, blank=True)
    left_on = models.DateField(null=True)
    reviewer = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="aspublished_once", fields=["cycle", "manager"])
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.manager_id}"


class NameAsPublished(models.Model):
    """The name of somebody or something on the pages of a cycle, when it was published."""

    class Kind(models.TextChoices):
        PERSON = "person"  # participants, reviewers, and whose books nobody scored
        BRANCH = "branch"
        PRODUCT = "product"

    cycle = models.ForeignKey("scoring.Cycle", models.PROTECT, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=NAME)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="nameaspublished_once", fields=["cycle", "kind", "code"])
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.code}"
