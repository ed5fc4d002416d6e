"""Figures for monitoring: counters that all processes share, gauges read when asked, both as Prometheus reads them."""
