"""The service hall: matters as files, cases as events, letters and files."""
