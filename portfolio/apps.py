from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "portfolio"

    def ready(self) -> None:
        from perfcenter.base import registry
        from portfolio import audit, labels, navigation, search, set_up
        from portfolio.close.close_job import CloseMonth
        from portfolio.close.many_job import CloseMonths
        from portfolio.imports.check_job import CheckImport
        from portfolio.imports.load_job import LoadImport
        from portfolio.imports.undo_job import UndoImport
        from portfolio.kept import KEPT
        from portfolio.models.frozen import FROZEN
        from portfolio.valuation.naming import files_named

        registry.navigation.add(navigation.items)
        registry.set_up.add(set_up.steps)
        registry.words.add(audit.WORDS)
        registry.field_labels.add(labels.label_of)
        registry.search.add(search.found)
        registry.pages.add(search.pages)
        registry.jobs.add(CloseMonth(), CloseMonths(), CheckImport(), LoadImport(), UndoImport())
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
        registry.vault_names.add(files_named)
