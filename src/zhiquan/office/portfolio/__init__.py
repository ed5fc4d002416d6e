"""Portfolios: the rights that an organisation says are its own, by their official numbers."""
