from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from perfcenter.base import registry
        from reviews import audit, navigation, todo

        registry.navigation.add(navigation.items)
        registry.words.add(audit.WORDS)
        registry.around_sheets.add(todo.around_sheet)
