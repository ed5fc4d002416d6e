"""Characters one by one: how each is folded, and which look alike. What corpus, search and marks share."""
