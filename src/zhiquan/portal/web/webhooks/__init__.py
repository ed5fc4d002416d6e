"""Webhooks of an organisation or of the office: subscriptions, their secrets, what was delivered."""
