"""What follows a published result: feedback interviews, improvement plans, recognition, wishes."""
