"""Import in the browser: files are brought, read, checked, looked at, and then loaded.

Reading rewrites what a bank's systems write to the data contract (`plan.py`, `rewriting.py`); the
contract itself stays strict, and checking and loading are the services of `portfolio/loading`.
"""
