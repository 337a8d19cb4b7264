"""The mathematics of scoring: values in, values out, every manager at once, no Django.

Money is integer fen, exact values are `Fraction`, scores are float64 good to 1e-9.
`docs/engine.md` walks through every formula with a worked example.
"""
