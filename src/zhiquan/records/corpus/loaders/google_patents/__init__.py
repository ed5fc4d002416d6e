"""Result lists of Google Patents: separated values, the search on the first line."""
