"""Figures, and figures opened."""
