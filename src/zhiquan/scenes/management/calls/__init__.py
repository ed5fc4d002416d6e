"""Calls 申报通知: when a programme takes applications, who was selected in it, and who is listed in the end."""
