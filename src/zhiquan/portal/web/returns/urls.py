"""URLs of returns."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.returns.rounds import behind, one_round, returns
from zhiquan.portal.web.returns.sheets import correction, sheet, upload, workbook

urlpatterns = [
    route("returns/", returns, "returns", post=True),
    route("returns/<int:round_id>/", one_round, "returns.round", post=True),
    route("returns/<int:round_id>/<slug:measure>/<str:division>/", behind, "returns.behind"),
    route("returns/sheets/<int:sheet_id>/", sheet, "returns.sheet", post=True),
    route("returns/sheets/<int:sheet_id>/upload/", upload, "returns.upload", post=True),
    route("returns/sheets/<int:sheet_id>/sheet.xlsx", workbook, "returns.workbook"),
    route("returns/sheets/<int:sheet_id>/lines/<int:line>/", correction, "returns.correction", post=True),
]
