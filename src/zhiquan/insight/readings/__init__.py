"""Figures read in texts: what a published text says, where, how surely, and what its own arithmetic says to that.

A text goes through four pure steps, a folder or module each:

``text``      fold the script, leave out what is no text (page frame, advertisements, a second copy), decode spun words
``numbers``   tokens: numbers with units, dates and periods, ranks, names that only look like numbers
``reading``   which topic, period, place, growth, rank or target a number belongs to; doubts become candidates
``checks``    arithmetic between the readings: contradictions, implied bases and populations, targets missed

Nothing is chosen silently: a number that can be read in two ways keeps both, with reasons, and counts nowhere.
"""
