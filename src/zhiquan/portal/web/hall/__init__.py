"""The hall: catalogue, guides, applying."""
