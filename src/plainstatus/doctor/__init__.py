"""Finds out, without changing anything, what of a site's set-up is in order. It repairs nothing."""
