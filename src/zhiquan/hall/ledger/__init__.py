"""The ledger: heads of all case chains sealed at intervals, verification of everything, sealed bundles of a case."""
