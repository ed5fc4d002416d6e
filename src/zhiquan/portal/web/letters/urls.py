"""URLs of letters."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.letters.views import docx, draft, letter, pdf, step

urlpatterns = [
    route("desk/cases/<str:number>/letters/", draft, "desk.letter", post=True),
    route("letters/<int:letter_id>/", letter, "letters.letter"),
    route("letters/<int:letter_id>/step/", step, "letters.step", post=True),
    route("letters/<int:letter_id>/pdf/", pdf, "letters.pdf"),
    route("letters/<int:letter_id>/docx/", docx, "letters.docx"),
]
