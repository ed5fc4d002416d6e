"""Families and INPADOC legal events, as Open Patent Services (OPS) of the European Patent Office answer them."""
