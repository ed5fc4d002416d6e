"""From numbers to readings: which topic, period, growth, rank and target each number belongs to."""
