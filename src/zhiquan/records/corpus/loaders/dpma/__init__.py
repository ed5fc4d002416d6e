"""Register records and search answers of the German Patent and Trade Mark Office (DPMA), XML."""
