"""The dossier of a case: catalogue, volumes as PDF, receipts of service."""
