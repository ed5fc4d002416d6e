"""The staff's desk: worklist and case page."""
