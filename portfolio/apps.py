from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "portfolio"

    def ready(self) -> None:
        from perfcenter.base import registry
        from portfolio import audit

        registry.words.add(audit.WORDS)
