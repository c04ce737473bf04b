"""How fast qualcode is, beside what a person would write by hand for the same task."""
