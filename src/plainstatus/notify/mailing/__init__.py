"""Brings an update to all subscribers who wish for it, however many they are: in shards, with nothing kept for each."""
