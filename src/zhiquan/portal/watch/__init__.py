"""Saved searches 保存的检索: what newly answers one is told in the inbox, by mail and in a private feed."""
