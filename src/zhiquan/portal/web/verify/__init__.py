"""Verifying an issued document by code or by file."""
