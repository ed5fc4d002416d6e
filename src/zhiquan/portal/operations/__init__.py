"""What keeps an installation alive: backup and restore, doctor, health, figures for monitoring, upgrade, export."""
