"""How a person looks at lists."""

from django.db import models

from perfcenter.models.people import User


class ListChoice(models.Model):
    """The columns of a list that a person chose to see, and her rows on a page."""

    user = models.ForeignKey(User, models.CASCADE, related_name="list_choices")
    name = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    size = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="listchoice_once", fields=["user", "name"])]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name}"
