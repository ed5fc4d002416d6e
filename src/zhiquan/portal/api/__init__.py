"""The public and partner API ``/api/v1``: the same services, selectors and access functions as the pages."""
