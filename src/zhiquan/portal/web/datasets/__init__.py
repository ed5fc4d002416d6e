"""The page of data sets: what each source holds, read from the registry that every import brings up to date."""
