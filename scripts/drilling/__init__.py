"""A drill: an incident from its first words to its last, in a copy of the site that reaches nobody."""
