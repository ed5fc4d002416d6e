"""What people are told about their cases: an inbox on the site, e-mail by preference, webhooks for programs."""
