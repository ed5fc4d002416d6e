"""Public calculators over the same functions as the command line: nothing is reckoned here."""
