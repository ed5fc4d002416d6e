"""Health: for whoever keeps the site running, and for the machines that watch it."""
