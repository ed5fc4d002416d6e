"""URLs of the account pages."""

from zhiquan.portal.web.account.entering import second_step, sign_in, sign_out
from zhiquan.portal.web.account.office import claims, deputies, review
from zhiquan.portal.web.account.organisations import organisation
from zhiquan.portal.web.account.views import account, account_log, claim, factor, password
from zhiquan.portal.web.answers import route

urlpatterns = [
    route("account/", account, "account", post=True),
    route("account/login/", sign_in, "account.login", post=True),
    route("account/code/", second_step, "account.code", post=True),
    route("account/logout/", sign_out, "account.logout", post=True),
    route("account/claim/", claim, "account.claim", post=True),
    route("account/organisations/<int:organisation_id>/", organisation, "account.organisation", post=True),
    route("account/factor/", factor, "account.factor", post=True),
    route("account/password/", password, "account.password", post=True),
    route("account/log/", account_log, "account.log", post=True),
    route("account/deputies/", deputies, "account.deputies", post=True),
    route("account/claims/", claims, "account.claims"),
    route("account/claims/<int:claim_id>/", review, "account.review", post=True),
]
