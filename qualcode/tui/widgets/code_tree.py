"""The codebook as a tree: themes, their codes, and how often each is used here and in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from qualcode.model.views import StudyCode
from qualcode.tui.colours import colour_of, readable
from qualcode.tui.keys import key
from qualcode.tui.safe import one_line
from qualcode.tui.widgets.transcript.paint import short

KEY, HERE, ALL = 2, 5, 7
"""The columns to the right of a name, in cells."""

NOT_GIVEN = "×"
"""Stands where the square of a code is, of one that is not given any more."""

Node = TreeNode[StudyCode | str]
Deed = Literal["rename", "move", "merge", "retire", "memo"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """How often codes are used, and the digit that applies each."""

    here: Mapping[int, int]
    everywhere: Mapping[int, int]
    keys: Mapping[int, str]

    def of(self, code_id: int) -> tuple[int, int, str]:
        here, everywhere = self.here.get(code_id, 0), self.everywhere.get(code_id, 0)
        return here, everywhere, self.keys.get(code_id, "")


class CodeTree(Tree[StudyCode | str]):
    """A code is lit when the cursor is on it, and chosen with Enter or a double click. What else
    is to be done with it is asked for by message."""

    HELP = "codebook.help.tree"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "select_cursor", "tree.apply", room="coding"),
        key("e", "ask('rename')", "tree.rename", room="codebook"),
        key("v", "ask('move')", "tree.move", room="codebook"),
        key("g", "ask('merge')", "tree.merge", room="codebook"),
        key("z", "ask('retire')", "tree.retire", room="codebook"),
        key("m", "ask('memo')", "tree.memo", room="codebook", show=False),
        key("left", "fold(False)", "tree.fold", room="codebook", show=False),
        key("right", "fold(True)", "tree.unfold", room="codebook", show=False),
    ]
    DEFAULT_CSS = """
    CodeTree {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $surface;
        padding: 0 0 0 1;
    }
    """

    @dataclass
    class Chosen(Message):
        code_id: int

    @dataclass
    class Lit(Message):
        code_id: int

    @dataclass
    class WorkWanted(Message):
        """Something is to be done with a code, or with the theme of that name."""

        deed: Deed
        code_id: int | None
        theme: str = ""

    @dataclass
    class MemoWanted(Message):
        code_id: int

    def __init__(self) -> None:
        super().__init__("", id="codes")
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = True
        self._numbers = Numbers({}, {}, {})
        self._by_code: dict[int, Node] = {}
        self._shown: object = None

    def show_codes(self, codes: Sequence[StudyCode], themes: Sequence[str]) -> None:
        """Show these codes; a theme without any of them is left out unless it is named. The
        cursor stays on its code, and what was folded stays so."""
        shown = tuple(codes), tuple(themes)
        if shown == self._shown:
            return
        self._shown = shown
        held = None if self.cursor_node is None else _name_of(self.cursor_node)
        folded = {_name_of(n) for n in _below(self.root) if n.children and not n.is_expanded}
        with self.prevent(Tree.NodeHighlighted):
            self.clear()
            groups = self._plant(codes, themes, folded)
            self.root.expand()
            node = self._by_code.get(held) if isinstance(held, int) else groups.get(held or "")
            if node is None and held is not None:
                node = self.get_node_at_line(min(self.cursor_line, self.last_line))
            if node is not None:
                self._put_cursor(node)

    def _plant(
        self, codes: Sequence[StudyCode], themes: Sequence[str], folded: set[int | str]
    ) -> dict[str, Node]:
        """The nodes of themes and codes, a code under its parent if that is shown."""
        self._by_code = {}
        groups: dict[str, Node] = {}
        for theme in (*themes, *(code.theme for code in codes)):
            if theme not in groups:
                groups[theme] = self.root.add("", theme, expand=theme not in folded)
        for code in _parents_first(codes):
            above = self._by_code.get(code.parent_id or 0)
            if above is None:
                above = groups[code.theme]
            above.allow_expand = True
            if _name_of(above) not in folded:
                above.expand()
            self._by_code[code.id] = above.add("", code, allow_expand=False)
        return groups

    def show_numbers(self, numbers: Numbers) -> None:
        """Show how often codes are used; only what has changed is drawn again."""
        before, self._numbers = self._numbers, numbers
        for code_id, node in self._by_code.items():
            if before.of(code_id) != numbers.of(code_id):
                node.refresh()
                if node.parent is not None:
                    node.parent.refresh()

    def light(self, code_id: int | None, *, follow: bool = True) -> None:
        """Put the cursor on a code, where it is shown; unless it is to `follow`, only if it can
        be seen, so that nothing scrolls by itself."""
        node = self._by_code.get(code_id or 0)
        if node is None or self.cursor_node is node:
            return
        if follow:
            self._put_cursor(node)
        elif self._in_sight(node):
            self.cursor_line = node.line

    def _in_sight(self, node: Node) -> bool:
        top = self.scroll_offset.y
        return top <= node.line < top + self.scrollable_content_region.height

    def _put_cursor(self, node: Node) -> None:
        above = node.parent
        while above is not None:
            if not above.is_expanded:
                above.expand()
            above = above.parent
        if self.last_line >= 0:  # Asking for it lays out the lines, which the node is to have.
            self.move_cursor(node)
        if self.cursor_node is not node:
            # In a tree made anew, another node on the same line goes unnoticed.
            self.watch_cursor_line(node.line, node.line)

    def render_label(self, node: Node, base_style: Style, style: Style) -> Text:
        """A name cut to fit, and its numbers in columns."""
        data = node.data
        depth = _depth(node)
        room = self.scrollable_content_region.width - depth * self.guide_depth - 1
        label = Text(no_wrap=True, end="", style=style)
        if isinstance(data, str):
            fold = "▾ " if node.is_expanded else "▸ "
            label.append(fold, Style(meta={"toggle": True}))
            inside = [n.data.id for n in _below(node) if isinstance(n.data, StudyCode)]
            numbers = self._columns(inside, "")
            name = one_line(data)
            emphasis = Style(bold=True)
        elif data is not None:
            ground = self.background_colors[1].hex6
            sign = "■" if data.code.given else NOT_GIVEN
            label.append(f"{sign} ", Style(color=readable(colour_of(data), ground)))
            numbers = self._columns([data.id], self._numbers.keys.get(data.id, ""))
            name = one_line(data.label)
            emphasis = Style() if data.code.given else Style(dim=True)
        else:
            return label
        room -= 2 + KEY + HERE + ALL
        shown = short(name, room)
        label.append(shown + " " * (room - cell_len(shown)), emphasis)
        label.append(numbers)
        return label

    def _columns(self, codes: Sequence[int], digit: str) -> str:
        here = sum(self._numbers.here.get(code, 0) for code in codes)
        everywhere = sum(self._numbers.everywhere.get(code, 0) for code in codes)
        return f"{digit:>{KEY}}{here or '':>{HERE}}{everywhere:>{ALL}}"

    def on_click(self, event: events.Click) -> None:
        """A click lights a code, a second one chooses it; a theme folds."""
        line = event.style.meta.get("line")
        node = None if line is None else self.get_node_at_line(line)
        if line is None or node is None or isinstance(node.data, str):
            return
        event.prevent_default()
        self.cursor_line = line
        if event.chain == 2:
            self.action_select_cursor()

    def action_ask(self, deed: Deed) -> None:
        """Ask for something to be done with what the cursor is on."""
        data = None if self.cursor_node is None else self.cursor_node.data
        if isinstance(data, StudyCode):
            memo = deed == "memo"
            self.post_message(
                self.MemoWanted(data.id) if memo else self.WorkWanted(deed, data.id, data.theme)
            )
        elif data is not None:
            self.post_message(self.WorkWanted(deed, None, data))

    def action_fold(self, open_it: bool) -> None:
        node = self.cursor_node
        if node is not None and isinstance(node.data, StudyCode) and not node.children:
            node = node.parent
        if node is not None and node is not self.root:
            if open_it:
                node.expand()
            else:
                node.collapse()
                self.move_cursor(node)

    @on(Tree.NodeHighlighted)
    def tell_lit(self, event: Tree.NodeHighlighted[StudyCode | str]) -> None:
        event.stop()
        if self.has_focus:
            self._tell_lit(event.node)

    def on_focus(self) -> None:
        """Whoever comes to the tree stands on a code already."""
        self._tell_lit(self.cursor_node)

    def _tell_lit(self, node: Node | None) -> None:
        if node is not None and isinstance(node.data, StudyCode):
            self.post_message(self.Lit(node.data.id))

    @on(Tree.NodeSelected)
    def tell_chosen(self, event: Tree.NodeSelected[StudyCode | str]) -> None:
        event.stop()
        if isinstance(event.node.data, StudyCode):
            self.post_message(self.Chosen(event.node.data.id))


def _name_of(node: Node) -> int | str:
    """What tells a node from the others when the tree is made anew."""
    return node.data.id if isinstance(node.data, StudyCode) else node.data or ""


def _parents_first(codes: Sequence[StudyCode]) -> list[StudyCode]:
    """The codes, each after its parent if that is among them; else in the same order."""
    left = {code.id: code for code in codes}
    found: list[StudyCode] = []
    for code in codes:
        above: list[StudyCode] = []
        step = left.pop(code.id, None)
        while step is not None:
            above.append(step)
            step = left.pop(step.parent_id or 0, None)
        found += reversed(above)
    return found


def _depth(node: Node) -> int:
    """How many nodes are above a node, less the root."""
    depth = -1
    while node.parent is not None:
        node, depth = node.parent, depth + 1
    return depth


def _below(node: Node) -> list[Node]:
    return [found for child in node.children for found in (child, *_below(child))]


def heading(here: str, everywhere: str) -> str:
    """What stands above the columns."""
    return set_cell_size(f"{here:>{HERE}}{everywhere:>{ALL}}", HERE + ALL) + " "
