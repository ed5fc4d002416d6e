"""Signed webhooks after the Standard Webhooks specification, version 1."""
