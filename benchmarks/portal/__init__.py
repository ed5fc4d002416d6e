"""The pages under visitors who think, beside a bare Django page in the same run."""
