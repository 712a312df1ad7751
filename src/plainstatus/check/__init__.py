"""Rules about what readers will make of a site: from incidents and `now` to findings. One module per idea."""
