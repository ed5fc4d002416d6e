"""The corpus: loaders, gates and the store of records."""
