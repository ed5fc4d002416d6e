"""The sealed bundle of a case: everything that is needed to verify it elsewhere, without this program."""
