"""URLs of the figures."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.figures import bulletins, signing, views

urlpatterns = [
    route("figures/", views.figures, "figures"),
    route("figures/all/", views.every, "figures.all"),
    route("figures/indicator/<str:indicator>/", views.indicator, "figures.indicator"),
    route("figures/signing/", signing.signing, "figures.signing", post=True),
    route("figures/restatements/", signing.restatements, "figures.restatements"),
    route("figures/bulletins/", bulletins.bulletins, "figures.bulletins", post=True),
    route("figures/bulletins/draft/", bulletins.draft, "figures.draft"),
    route("figures/bulletins/<int:number>/", bulletins.bulletin, "figures.bulletin"),
    route("figures/bulletins/<int:number>/docx/", bulletins.word, "figures.bulletin.docx"),
    route("figures/<str:indicator>/", views.opened, "figures.opened"),
    route("figures/<str:indicator>/rows.<str:form>", views.rows, "figures.rows"),
]
