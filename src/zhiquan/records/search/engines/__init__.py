"""Search engines behind one small surface; each folder is the only place that imports its engine."""
