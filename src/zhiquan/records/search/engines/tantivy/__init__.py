"""The embedded engine: tantivy."""
