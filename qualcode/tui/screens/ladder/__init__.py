"""The screens of the method: one for each step of the ladder."""
