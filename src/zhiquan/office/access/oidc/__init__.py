"""Signing in at an identity provider 统一身份认证 by OpenID Connect Core 1.0: code flow with PKCE, nonce and state."""
