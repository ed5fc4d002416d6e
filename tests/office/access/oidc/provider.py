"""A real identity provider of its own process: django-oauth-toolkit on a free port of this machine.

Run as ``python provider.py FOLDER BACK``; prints one line of JSON (issuer) once it answers, and ends with its parent.
"""

# ruff: noqa: E402, T201 - a script: Django is set up before its models are imported

from __future__ import annotations

import json
import sys
import threading
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

FOLDER, BACK = sys.argv[1:3]
CLIENT, SECRET = "zhiquan", "only-for-tests"
PASSWORD = "only-for-tests"
LOGIN = '<form method="post">{% csrf_token %}{{ form }}<input name="next" value="{{ next }}"></form>'


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the library calls it
        """Say nothing."""


def answer(environ: Any, start: Any) -> Any:
    """Answer with what is set up once the port is known."""
    return application(environ, start)


server = make_server("127.0.0.1", 0, answer, handler_class=Quiet)
issuer = f"http://127.0.0.1:{server.server_port}/o"


def key() -> str:
    from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = generate_private_key(65537, 2048)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def configure() -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="only-for-tests-" + "x" * 40,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="__main__",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN})],
                },
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{FOLDER}/provider.sqlite3"}},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        LOGIN_URL="/login/",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": issuer,
            "OIDC_RSA_PRIVATE_KEY": key(),
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "who", "profile": "name"},
            "OAUTH2_VALIDATOR_CLASS": "__main__.Validator",
        },
        USE_TZ=True,
    )


configure()
import django

django.setup()
from django.contrib.auth import get_user_model
from django.contrib.auth.views import LoginView
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from oauth2_provider.models import get_application_model
from oauth2_provider.oauth2_validators import OAuth2Validator


class Validator(OAuth2Validator):
    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, str]:
        """Tell what a careless site would link by: the account's own name and e-mail."""
        return {"name": request.user.username, "email": request.user.email, "email_verified": "true"}


urlpatterns = [path("o/", include("oauth2_provider.urls")), path("login/", LoginView.as_view())]


def fill() -> None:
    call_command("migrate", verbosity=0)
    user = get_user_model().objects.create_user("lin", "lin@example.cn", PASSWORD)
    get_application_model().objects.create(
        user=user,
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        redirect_uris=BACK,
        skip_authorization=True,
    )


fill()
application = get_wsgi_application()
print(json.dumps({"issuer": issuer}), flush=True)
threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
server.serve_forever()
