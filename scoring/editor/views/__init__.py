"""The editor's pages, a module a kind."""
