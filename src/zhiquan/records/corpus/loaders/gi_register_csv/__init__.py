"""Lists of protected names of the United Kingdom's registers as published: CSV."""
