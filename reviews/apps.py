from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from perfcenter.base import registry
        from reviews import audit, navigation, todo
        from reviews.models.frozen import FROZEN
        from reviews.models.kept import KEPT

        registry.navigation.add(navigation.items)
        registry.words.add(audit.WORDS)
        registry.around_sheets.add(todo.around_sheet)
        registry.frozen.add(*FROZEN)
        registry.kept.add(*KEPT)
