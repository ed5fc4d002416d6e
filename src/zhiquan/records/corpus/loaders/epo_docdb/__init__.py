"""Exchange documents of the European Patent Office: DOCDB files and answers of Open Patent Services (OPS)."""
