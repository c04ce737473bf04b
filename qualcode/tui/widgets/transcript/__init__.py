"""The transcript on screen, from the bottom up: `rows` wrap it, `lanes` place its codings,
`selection` moves over it, `paint` and `scene` make strips, `surface`, `pointer` and `view` show
them and hear the person."""
