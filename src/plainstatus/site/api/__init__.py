"""The JSON API: compatible with Statuspage v2, and what that cannot say."""
