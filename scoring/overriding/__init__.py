"""Scores that reviewers set in the place of computed ones, within the bounds of the scheme."""
