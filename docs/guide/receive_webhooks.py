"""Receive Zhiquan's webhooks: a whole receiver that needs nothing but Python's standard library.

    python receive_webhooks.py whsec_...        # listens on port 8080; give the secret (while it is replaced: both)

What matters is ``verified``: the signature is checked over the bytes as they came, before they are read; an old message
is refused; a message that came before is answered and not acted on again.
"""

import base64
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE = 300
"""Seconds that a message's time may lie off: older ones are replays."""


def verified(secrets, headers, body, now):
    """Return the event, or raise ``ValueError``: wrong signature, or too old. ``headers`` have lower-case names."""
    message, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not at.isdecimal() or abs(now - int(at)) > TOLERANCE:
        raise ValueError("too old, or no time given")
    given = [one.partition(",")[2] for one in headers.get("webhook-signature", "").split() if one.startswith("v1,")]
    signed = f"{message}.{at}.".encode() + body
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        wanted = base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
        if any(hmac.compare_digest(wanted, one) for one in given):
            return json.loads(body)
    raise ValueError("no signature fits")


def main(secrets):
    """Print each event once."""
    seen = set()  # a real receiver keeps the ids for some days

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                event = verified(secrets, headers, body, time.time())  # noqa: TID251 - a program of its own
            except ValueError as error:
                self.send_error(400, str(error))
                return
            if headers["webhook-id"] not in seen:
                seen.add(headers["webhook-id"])
                sys.stdout.write(f"{event['timestamp']} {event['type']} {event['data']}\n")
            self.send_response(204)
            self.end_headers()

    HTTPServer(("", 8080), Receiver).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
