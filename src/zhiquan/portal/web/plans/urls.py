"""URLs of the plans of the year."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.plans import views

urlpatterns = [
    route("plans/", views.plans, "plans"),
    route("plans/<str:code>/", views.plan, "plans.plan"),
    route("plans/<str:code>/<str:task>/", views.task, "plans.task", post=True),
]
