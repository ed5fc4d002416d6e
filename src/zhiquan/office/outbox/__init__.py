"""What leaves the office: kept in the transaction that causes it, carried afterwards, retried, and never lost."""
