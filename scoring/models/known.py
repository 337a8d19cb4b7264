"""What is known to come of what, so that it is not computed again."""

from django.db import models

from portfolio.models.months import DIGEST


class Known(models.Model):
    """That of everything that `key` is the digest of comes what `value` is the digest of.

    Of what a run reads in the database and the code its inputs; of inputs, scheme and code its
    results; of the places of large files on the disk, that they were whole. A row may be taken away
    at any time: then it is found out again.
    """

    key = models.CharField(max_length=DIGEST, primary_key=True)
    value = models.CharField(max_length=DIGEST)
    noted_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.value[:12]}"
