"""Formulas of a scheme: text, parsed by Python's `ast` against a whitelist, into nodes."""
