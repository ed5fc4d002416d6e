"""Matters 事项 as files: their schema, shapes, proof, fold and scenarios. Pure."""
