"""URLs of the calculators."""

from zhiquan.portal.web.answers import route
from zhiquan.portal.web.calculators.annuity import annuity
from zhiquan.portal.web.calculators.number import number
from zhiquan.portal.web.calculators.opposition import opposition
from zhiquan.portal.web.calculators.overview import overview
from zhiquan.portal.web.calculators.period import period
from zhiquan.portal.web.calculators.working_days import working_days

urlpatterns = [
    route("tools/", overview, "tools"),
    route("tools/annuity/", annuity, "tools.annuity"),
    route("tools/period/", period, "tools.period"),
    route("tools/working-days/", working_days, "tools.working-days"),
    route("tools/opposition/", opposition, "tools.opposition"),
    route("tools/number/", number, "tools.number"),
]
