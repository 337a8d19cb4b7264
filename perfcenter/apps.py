from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PerfcenterConfig(AppConfig):
    name = "perfcenter"
    verbose_name = "Perfcenter"

    def ready(self) -> None:
        from perfcenter.base import registry
        from perfcenter.jobs import audit as jobs_audit
        from perfcenter.jobs import navigation as jobs_navigation
        from perfcenter.notices import audit as notices_audit
        from perfcenter.notices import navigation as notices_navigation
        from perfcenter.people import audit, set_up
        from perfcenter.people import search as people_search
        from perfcenter.people.doors.tries import LINKS
        from perfcenter.site import navigation
        from perfcenter.trail import audit as trail_audit
        from perfcenter.trail import sealing
        from perfcenter.trail.frozen import FROZEN
        from perfcenter.trail.kept import KEPT

        registry.navigation.add(navigation.items, jobs_navigation.items, notices_navigation.items)
        registry.set_up.add(set_up.steps)
        registry.words.add(audit.WORDS, trail_audit.WORDS, sealing.WORDS, jobs_audit.WORDS)
        registry.words.add(notices_audit.WORDS)
        registry.search.add(people_search.found)
        registry.pages.add(people_search.pages)
        registry.doors.add(LINKS)
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
        post_migrate.connect(sealing.seal_at_first, sender=self)
        # Django's forms know no other place for the words of every text field.
        ProhibitNullCharactersValidator.message = _(
            "It holds a character that is no text; type it again."
        )
