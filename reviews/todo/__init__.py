"""What a user has to do about reports: in all her cycles, and beside one score sheet."""

from reviews.todo.around import around_sheet, tasks_of
from reviews.todo.deciding import task_to_decide

__all__ = ["around_sheet", "task_to_decide", "tasks_of"]
