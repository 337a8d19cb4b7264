"""Which tables must be frozen now. Whoever changes this adds a migration with `Freeze`."""

from perfcenter.base.frozen import Frozen

FROZEN = (Frozen("reviews_revision"), Frozen("reviews_comment"))
