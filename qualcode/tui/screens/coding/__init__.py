"""The coding screen. `qualcode.tui.desk` holds its state, `board` shows it; beside it stands one
module per thing that a coder does there, with its keys; `screen` puts them together."""
