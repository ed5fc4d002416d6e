"""Tables drawn from the EPO's PATSTAT for a list of firms: publications with dates and family, or those citing them."""
