"""Claim something and say whether it was free; with a word more, keep it until killed.

python -m tests.perfcenter.base.claimant [keep]
"""

import os
import sys
import time

import django


def main() -> None:
    from perfcenter.base.claims import Claim, claimed

    with claimed(Claim.SCORING, 7) as is_ours:
        print(is_ours, flush=True)  # noqa: T201
        if len(sys.argv) > 1:
            time.sleep(600)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfcenter.settings")
    django.setup()
    main()
