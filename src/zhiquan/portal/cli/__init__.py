"""The ``zhiquan`` command."""
