"""A drill: the whole plan from the first words to the postmortem, in a copy of the site that reaches nobody real."""
