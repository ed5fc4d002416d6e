"""The management scene: lists and registers of organisations, subsidies, tiers, pre-examination, open licences, GI."""
