"""References to patents in the form of GB/T 7714, as CNKI and other services export them to text."""
