"""Tables that the office brings in by the page: uploaded, mapped, checked, imported by the worker."""
