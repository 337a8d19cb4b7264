"""The slides that only a branch's deck has; those of a year are a manager's too."""
