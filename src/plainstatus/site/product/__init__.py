"""What stands in the product and on other pages: badges, and the banner with its data."""
