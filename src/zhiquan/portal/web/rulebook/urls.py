"""URLs of the rulebook."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.rulebook.calendar import calendar
from zhiquan.portal.web.rulebook.views import compare, law_overlay, matter, publish, rulebook

urlpatterns = [
    route("rulebook/", rulebook, "rulebook"),
    route("rulebook/law/", law_overlay, "rulebook.law"),
    route("rulebook/calendar/", calendar, "rulebook.calendar", post=True),
    route("rulebook/<slug:code>/", matter, "rulebook.matter"),
    route("rulebook/<slug:code>/compare/", compare, "rulebook.compare"),
    route("rulebook/<slug:code>/publish/", publish, "rulebook.publish", post=True),
]
