"""Files that were handed in or issued: known by content and digest, never by what their name claims."""
