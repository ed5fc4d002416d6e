"""URLs of appointments."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.appointments.desk import expected_today, hours
from zhiquan.portal.web.appointments.views import appointments, cancelled, window

urlpatterns = [
    route("appointments/", appointments, "appointments"),
    route("appointments/<int:department_id>/", window, "appointments.window", post=True),
    route("appointments/cancel/<int:appointment_id>/", cancelled, "appointments.cancel", post=True),
    route("desk/appointments/", expected_today, "desk.appointments", post=True),
    route("desk/appointments/hours/", hours, "desk.hours", post=True),
]
