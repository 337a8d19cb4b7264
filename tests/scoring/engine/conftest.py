"""How hard the laws are tried: enough to find what is wrong, quick enough to run every time.

`HYPOTHESIS_EXAMPLES=2000 python -m pytest tests/scoring/engine` tries harder.
"""

import os

from hypothesis import settings

settings.register_profile(
    "laws", max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "30")), deadline=None
)
settings.load_profile("laws")
