"""The management of an organisation's own rights: fees, plan, policies."""
