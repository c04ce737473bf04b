"""The only place that counts.

`answering.answer` turns a question into a table. On the way there:

    people      units, informants and interviews, and who belongs to whom
    scope       who is looked at (`where`), and the columns
    admitting   which codings the coder rule admits
    facts       who mentions which code, from one pass over the codings
    segments    merged segments, for counts of segments, words and turns
    ground      all of these, read once for many questions
    evidence    the passages behind a number
    matrix      what each unit says of each code
"""
