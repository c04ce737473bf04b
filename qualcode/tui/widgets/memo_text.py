"""A memo as markdown, of which nothing that somebody wrote is lost or does anything."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.await_complete import AwaitComplete
from textual.widgets import Markdown

from qualcode.tui.safe import visible


class MemoText(Markdown):
    """Links are shown and open nothing; HTML stands as it was written; lines stay lines."""

    DEFAULT_CSS = """
    MemoText {
        height: auto;
        padding: 0;
        margin: 0;
        background: transparent;
        & > MarkdownH1, & > MarkdownH2 { content-align: left middle; margin: 0 0 1 0; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, parser_factory=parser, open_links=False)

    def show(self, text: str) -> AwaitComplete:
        """Show a memo in place of the one before."""
        return self.update(visible(text.expandtabs(4)))


def parser() -> MarkdownIt:
    """Markdown without what would make words vanish: tags, and definitions of links
    (`[S02]: sier det motsatte`)."""
    made = MarkdownIt("gfm-like", {"html": False}).disable("reference")
    made.core.ruler.push("keep_lines", _keep_lines)
    return made


def _keep_lines(state: StateCore) -> None:
    """A line break in a paragraph is one on the screen: notes are written in lines."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "softbreak":
                child.type = "hardbreak"
