"""From the files of other status pages to ours. Nothing is lost without a word about it."""
