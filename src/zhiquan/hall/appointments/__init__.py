"""Appointments at a window 预约办理: opening hours, slots with their places, who comes when."""
