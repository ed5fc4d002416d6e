"""Patents and applications of the United States office in XML since 2004 (versions 4.0 to 4.7), singly or in bulk."""
