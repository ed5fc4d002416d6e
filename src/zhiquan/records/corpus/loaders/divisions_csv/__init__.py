"""Tables of administrative divisions by code 行政区划代码: provinces, cities, counties, towns: CSV."""
