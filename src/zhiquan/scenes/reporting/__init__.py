"""Reporting: the office's own figures, computed from its registers and opened down to the entries behind them."""
