"""Figures: indicators as definitions, computed in one pass, each able to show the records behind it."""
