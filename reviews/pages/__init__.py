"""What the writing and the review page show section by section, put together for the templates."""
