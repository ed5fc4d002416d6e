"""URLs of the dossier."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.dossier.views import correct, dossier, receipt, volume

urlpatterns = [
    route("cases/<str:number>/dossier/", dossier, "dossier"),
    route("cases/<str:number>/dossier/<str:name>/", volume, "dossier.volume"),
    route("cases/<str:number>/receipts/<int:letter_id>/", receipt, "dossier.receipt"),
    route("cases/<str:number>/receipts/correct/<int:seq>/", correct, "dossier.correct", post=True),
]
