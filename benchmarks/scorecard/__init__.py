"""A scorecard of 25 measures for many people: its scheme, its facts, and a loop that scores it."""
