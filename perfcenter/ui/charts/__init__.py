"""Charts as SVG: plain values in, a drawing with classes and the table behind it out. No Django."""
