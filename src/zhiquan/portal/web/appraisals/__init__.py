"""Appraisals: all, one with its ranking, one sheet."""
