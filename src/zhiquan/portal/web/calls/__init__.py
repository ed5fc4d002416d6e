"""Calls for applications, publicity and the lists they lead to."""
