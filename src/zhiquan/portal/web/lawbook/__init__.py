"""The law book 规则库 for everybody: search, one provision with its versions, what changes when."""
