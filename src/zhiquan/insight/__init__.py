"""Figures over the lake. No Django."""
