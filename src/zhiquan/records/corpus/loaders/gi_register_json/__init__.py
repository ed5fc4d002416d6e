"""The register of geographical indications as DEFRA (United Kingdom) copied it from eAmbrosia: JSON."""
