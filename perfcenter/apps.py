from django.apps import AppConfig


class PerfcenterConfig(AppConfig):
    name = "perfcenter"
    verbose_name = "Perfcenter"

    def ready(self) -> None:
        from perfcenter.base import registry
        from perfcenter.people import audit
        from perfcenter.site import navigation
        from perfcenter.trail.frozen import FROZEN

        registry.navigation.add(navigation.items)
        registry.words.add(audit.WORDS)
        registry.frozen.add(*FROZEN)
