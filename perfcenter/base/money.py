"""The units that amounts, rates and shares are kept and shown in."""

FEN = 100
"""Fen in a yuan."""
MILLION = 1_000_000
"""Rates and shares are kept in millionths."""
WAN = 10_000
YI = 100_000_000
