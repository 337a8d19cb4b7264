from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from perfcenter.base import registry
        from reviews import audit, labels, navigation, search, set_up, todo
        from reviews.board.score_job import ScoreCycle
        from reviews.deck.all_job import AllDecks, AllSheets
        from reviews.models.frozen import FROZEN
        from reviews.models.kept import KEPT
        from reviews.sections.write import with_sections

        registry.navigation.add(navigation.items)
        registry.set_up.add(set_up.steps)
        registry.words.add(audit.WORDS)
        registry.field_labels.add(labels.label_of)
        registry.search.add(search.found)
        registry.todo.add(todo.tasks_of)
        registry.around_sheets.add(todo.around_sheet)
        registry.opened.add(with_sections)
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
        registry.jobs.add(ScoreCycle(), AllDecks(), AllSheets())
