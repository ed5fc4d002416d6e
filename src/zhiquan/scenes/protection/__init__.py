"""The protection scene: what disputes ask of the records here, and what their ends mean outside the case."""
