"""Native charts: their XML and the workbook behind them."""
