"""What goes in and comes out: the shapes of the API, which change only on purpose."""
