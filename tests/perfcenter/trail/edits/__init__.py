"""Edits of the database that no service makes, by somebody who first drops all triggers."""
