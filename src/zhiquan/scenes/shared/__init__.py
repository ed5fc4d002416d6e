"""What several scenes read: the corpus, findings about rights, checks over them. It registers nothing itself."""
