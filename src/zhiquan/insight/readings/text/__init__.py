"""The text before it is read: folded, decoded, and without what is no part of it."""
