"""A bank of as many people as one likes, with books, reports and score runs, made by bulk."""
