"""Settings of the servers in front of a product, so that they show its error pages. Plain data and text."""
