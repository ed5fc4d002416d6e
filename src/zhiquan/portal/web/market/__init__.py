"""The market: listings, demands, matches, interests, deals."""
