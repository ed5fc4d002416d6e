"""One right, one file 一件一档: what every room holds about a right, put together."""
