"""URLs of the account pages."""

from zhiquan.portal.web.account.entering import second_step, sign_in, sign_out
from zhiquan.portal.web.account.identity import come_back, identity, leave
from zhiquan.portal.web.account.office import claims, deputies, review
from zhiquan.portal.web.account.organisations import organisation
from zhiquan.portal.web.account.passkeys import add, ask_to_add, ask_to_sign_in, keys
from zhiquan.portal.web.account.passkeys import sign_in as passkey_sign_in
from zhiquan.portal.web.account.people import people, welcome
from zhiquan.portal.web.account.sessions import session, sessions
from zhiquan.portal.web.account.tokens import tokens
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
    route("account/passkeys/", keys, "account.passkeys", post=True),
    route("account/passkeys/ask/", ask_to_add, "account.passkeys.ask", post=True),
    route("account/passkeys/add/", add, "account.passkeys.add", post=True),
    route("account/passkey/ask/", ask_to_sign_in, "account.passkey.ask", post=True),
    route("account/passkey/", passkey_sign_in, "account.passkey", post=True),
    route("account/oidc/", leave, "account.oidc"),
    route("account/oidc/back/", come_back, "account.oidc.back"),
    route("account/identity/", identity, "account.identity", post=True),
    route("account/people/", people, "account.people", post=True),
    route("account/welcome/<str:person>/<str:token>/", welcome, "account.welcome", post=True),
    route("account/password/", password, "account.password", post=True),
    route("account/sessions/", sessions, "account.sessions", post=True),
    route("account/session/", session, "account.session", post=True),
    route("account/tokens/", tokens, "account.tokens", post=True),
    route("account/log/", account_log, "account.log", post=True),
    route("account/deputies/", deputies, "account.deputies", post=True),
    route("account/claims/", claims, "account.claims"),
    route("account/claims/<int:claim_id>/", review, "account.review", post=True),
]
