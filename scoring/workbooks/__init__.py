"""Score sheets and explanations as Excel workbooks: exact values, no formulas."""
