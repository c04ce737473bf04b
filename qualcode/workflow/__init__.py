"""START HERE: what a researcher does, one short function each, one module per stage.

    studies      make and open a study
    importing    take in transcripts, and whole study folders
    codebooks    check, load, save and compare codebooks
    coding       open an interview, give passages codes, make codes, take codings away
    tallying     ask how many say what, and open a number to its passages
    handing_over the workbook and other files for the report
    history      what was done, by whom; take back, do again
    checking     is the file whole
    demo         the sample study
    tutorial     a small study that says itself what to do
    settings     a person's own language, looks and keys

This is the only place where the rooms meet. The faces (`cli`, `tui`) call these functions and
nothing behind them. A function that writes does so in one change: all of it is saved, or none.
"""
