"""Settings of the site, and the two facts of the surroundings that everything else is handed: folders and the clock."""
