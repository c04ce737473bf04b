"""The coding screen. `desk` holds its state, `board` shows it; beside them one module per thing a
coder does there, each with its own keys; `screen` puts them together."""
