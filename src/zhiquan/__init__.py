"""Zhiquan 知全: the whole intellectual-property chain of a place on one open program."""

__version__ = "0.1.0"
