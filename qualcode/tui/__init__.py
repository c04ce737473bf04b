"""The screens of the terminal interface. The door is `qualcode.tui.app.run_app`."""
