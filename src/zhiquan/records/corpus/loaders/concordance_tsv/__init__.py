"""Tables of industries or technologies and IPC symbols as tab-separated text: includes, excludes, keywords."""
