"""Tables by province of the statistical yearbooks on science and technology, tidied into one figure a row: xlsx."""
