"""Banks to try the scoring on: bank1993 as it is, and variants of it that stress one rule each."""

from pathlib import Path

BANK1993 = Path(__file__).resolve().parents[2] / "data" / "bank1993"
