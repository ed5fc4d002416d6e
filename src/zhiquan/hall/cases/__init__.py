"""Cases 办件: each is the chain of its events; everything else is derived from them."""
