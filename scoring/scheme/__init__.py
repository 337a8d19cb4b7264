"""Schemes as TOML files: `model` is what a scheme says, `reading` turns a file into it."""
