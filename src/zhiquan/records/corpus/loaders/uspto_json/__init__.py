"""JSON answers of the United States office: Patent Public Search and Open Data Portal."""
