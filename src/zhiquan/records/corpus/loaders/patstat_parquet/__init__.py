"""Applicants of a PATSTAT extract as Parquet: organisations by their standardised names, with country and sector."""
