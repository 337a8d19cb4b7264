from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig

from perfcenter.base.vault import Named


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from perfcenter.base import registry
        from reviews import audit, labels, navigation, search, set_up, todo
        from reviews.board.score_job import ScoreCycle
        from reviews.contracts.daily import tell_of_contracts
        from reviews.deck.all_job import AllDecks, AllSheets
        from reviews.evidence.read import named_files
        from reviews.feedback.page import links_of
        from reviews.masters.sample_job import DrawSample
        from reviews.meetings.daily import tell_of_talks
        from reviews.models.frozen import FROZEN
        from reviews.models.kept import KEPT
        from reviews.previews.job import DrawDeck
        from reviews.reminding.daily import tell_what_is_due
        from reviews.sealing.job import SealCycle
        from reviews.sections.write import with_sections
        from reviews.surveys.daily import remind_raters
        from reviews.telling.kinds import KINDS

        registry.navigation.add(navigation.items)
        registry.set_up.add(set_up.steps)
        registry.words.add(audit.WORDS)
        registry.field_labels.add(labels.label_of)
        registry.search.add(search.found)
        registry.todo.add(todo.tasks_of)
        registry.around_sheets.add(todo.around_sheet)
        registry.around_people.add(links_of)
        registry.opened.add(with_sections)
        registry.notices.add(*KINDS)
        registry.daily.add(tell_what_is_due, tell_of_contracts, tell_of_talks, remind_raters)
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
        registry.jobs.add(ScoreCycle(), AllDecks(), AllSheets(), DrawDeck(), DrawSample())
        registry.jobs.add(SealCycle())
        registry.vault_names.add(_templates_named, named_files, _sealed)


def _templates_named() -> Iterable[Any]:
    from reviews.models import Master

    return (Named(digest, ".pptx") for digest in Master.objects.values_list("digest", flat=True))


def _sealed() -> Iterable[Any]:
    from reviews.sealing.verifying import sealed_files

    return sealed_files()
