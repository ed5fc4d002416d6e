"""All pages of the site, each area's URLs in its own folder."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from zhiquan.portal.web.account.urls import urlpatterns as account
from zhiquan.portal.web.apidocs.urls import urlpatterns as apidocs
from zhiquan.portal.web.appointments.urls import urlpatterns as appointments
from zhiquan.portal.web.appraisals.urls import urlpatterns as appraisals
from zhiquan.portal.web.audit.urls import urlpatterns as audit
from zhiquan.portal.web.calculators.urls import urlpatterns as calculators
from zhiquan.portal.web.calls.urls import urlpatterns as calls
from zhiquan.portal.web.cases.urls import urlpatterns as cases
from zhiquan.portal.web.components.urls import urlpatterns as components
from zhiquan.portal.web.datasets.urls import urlpatterns as datasets
from zhiquan.portal.web.desk.urls import urlpatterns as desk
from zhiquan.portal.web.dossier.urls import urlpatterns as dossier
from zhiquan.portal.web.figures.urls import urlpatterns as figures
from zhiquan.portal.web.hall.urls import urlpatterns as hall
from zhiquan.portal.web.health.urls import urlpatterns as health
from zhiquan.portal.web.home.urls import urlpatterns as home
from zhiquan.portal.web.imports.urls import urlpatterns as imports
from zhiquan.portal.web.inbox.urls import urlpatterns as inbox
from zhiquan.portal.web.lawbook.urls import urlpatterns as lawbook
from zhiquan.portal.web.letters.urls import urlpatterns as letters
from zhiquan.portal.web.manage.urls import urlpatterns as manage
from zhiquan.portal.web.market.urls import urlpatterns as market
from zhiquan.portal.web.marks.urls import urlpatterns as marks
from zhiquan.portal.web.organisations.urls import urlpatterns as organisations
from zhiquan.portal.web.plans.urls import urlpatterns as plans
from zhiquan.portal.web.returns.urls import urlpatterns as returns
from zhiquan.portal.web.rights.urls import urlpatterns as rights
from zhiquan.portal.web.rulebook.urls import urlpatterns as rulebook
from zhiquan.portal.web.search.urls import urlpatterns as search
from zhiquan.portal.web.searches.urls import urlpatterns as searches
from zhiquan.portal.web.verify.urls import urlpatterns as verify
from zhiquan.portal.web.webhooks.urls import urlpatterns as webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    *home,
    *search,
    *searches,
    *marks,
    *rights,
    *organisations,
    *hall,
    *cases,
    *appointments,
    *desk,
    *letters,
    *dossier,
    *verify,
    *figures,
    *returns,
    *appraisals,
    *plans,
    *market,
    *manage,
    *calls,
    *datasets,
    *audit,
    *calculators,
    *lawbook,
    *rulebook,
    *imports,
    *inbox,
    *webhooks,
    *account,
    *components,
    *apidocs,
    path("api/v1/", include("zhiquan.portal.api.urls")),
    *health,
]

handler400 = "zhiquan.portal.web.errors.bad_request"
handler403 = "zhiquan.portal.web.errors.forbidden"
handler404 = "zhiquan.portal.web.errors.not_found"
handler500 = "zhiquan.portal.web.errors.server_error"
