"""Arithmetic between the readings of a text: pass, fail or unknown, each with the figures it was computed from.

A check never uses a doubtful reading, and never fails for want of something to compare with: that is unknown.
"""
