"""Appointments at a window: booked by who comes, seen by the window."""
