"""What the product shows while it is down: error pages, and bodies of API errors."""
