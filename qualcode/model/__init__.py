"""Values: what a study is made of. Nothing here knows a file, a database or a screen."""
