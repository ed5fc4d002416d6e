"""The appointments room."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Opening hours of windows and the appointments made for them."""

    name = "zhiquan.hall.appointments"
    label = "appointments"
