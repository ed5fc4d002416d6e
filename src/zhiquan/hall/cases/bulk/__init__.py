"""Many cases written straight into the tables, row for row as the services make them: for load sets and the demo city.

``stories`` tells the scenarios that matters ship with as events, ``stamps`` makes them ready, ``writer`` writes them.
"""
