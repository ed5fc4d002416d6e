"""The market scene: the checks and effects of pledging, licensing and trading rights."""
