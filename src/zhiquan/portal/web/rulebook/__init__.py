"""The pages of the rulebook: definitions, their versions, what changes, publishing, the region's own law."""
