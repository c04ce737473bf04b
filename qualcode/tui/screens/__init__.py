"""One screen per file; each gets the study and the coder when it is made."""
