"""The rulebook: definitions are proved, published once, and never changed again."""
