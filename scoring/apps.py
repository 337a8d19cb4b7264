from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.signals import post_migrate


class ScoringConfig(AppConfig):
    name = "scoring"

    def ready(self) -> None:
        from perfcenter.base import registry
        from scoring import audit, navigation, search, set_up
        from scoring.comparing.job import CompareRuns
        from scoring.cycles.kinds import DEPUTY, REVIEWER
        from scoring.editor.job import TryScheme
        from scoring.models.frozen import FROZEN
        from scoring.models.kept import KEPT

        registry.navigation.add(navigation.items)
        registry.set_up.add(set_up.steps)
        registry.words.add(audit.WORDS)
        registry.jobs.add(CompareRuns(), TryScheme())
        registry.search.add(search.found)
        registry.pages.add(search.pages)
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
        registry.notices.add(REVIEWER, DEPUTY)
        registry.standing_on.add(_runs_standing_on)
        registry.vault_names.add(_files_named)
        post_migrate.connect(_install_balanced, sender=self)


def _files_named() -> Iterable[Any]:
    from scoring.runs.kept import named_by_runs

    return named_by_runs()


def _runs_standing_on(load: Any) -> Iterable[str]:
    from scoring.runs.standing import runs_standing_on

    return runs_standing_on(load)


def _install_balanced(*, using: str, **kwargs: Any) -> None:
    """Install the shipped scheme once its tables are there; `migrate` may stop before them."""
    from perfcenter.models import AuditEntry
    from scoring.models import Scheme
    from scoring.scheme.shipped import install_balanced

    needed = {model._meta.db_table for model in (Scheme, AuditEntry)}
    if using == DEFAULT_DB_ALIAS and needed <= set(connection.introspection.table_names()):
        install_balanced()
