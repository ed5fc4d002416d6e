"""The components page: the design system shown."""
