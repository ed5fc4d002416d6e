"""URLs of the management of one's own rights."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.manage import views

urlpatterns = [
    route("manage/", views.organisations, "manage"),
    route("manage/<int:organisation>/", views.rights, "manage.rights", post=True),
    route("manage/<int:organisation>/marks/", views.marks, "manage.marks", post=True),
    route("manage/<int:organisation>/plan/", views.plan, "manage.plan", post=True),
    route("manage/<int:organisation>/plan.xlsx", views.plan_file, "manage.plan.file"),
    route("manage/<int:organisation>/policies/", views.policies, "manage.policies"),
]
