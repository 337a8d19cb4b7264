"""Schemes in the browser: drafts, the forms that write their text, trying and comparing them."""
