"""The scenes: each registers the checks, effects and panels of its part of the chain."""
