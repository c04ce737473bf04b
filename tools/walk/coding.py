"""The coding screen: moving, selecting, coding, seeing, the codebook, taking back, memos, search,
home, keys, two windows, two languages, and what goes wrong."""

from __future__ import annotations

import shutil
import subprocess

from tools.walk.steps import Stage, Step, deed, press

NORWEGIAN = {"QUALCODE_LANGUAGE": "nb"}


def first_start(stage: Stage) -> None:
    stage.open(**NORWEGIAN)


def again(stage: Stage) -> None:
    stage.open(**NORWEGIAN)


def in_english(stage: Stage) -> None:
    stage.open(QUALCODE_LANGUAGE="en")


def with_vi_keys(stage: Stage) -> None:
    command = [stage.program, "settings", "--write"]
    environment = {"HOME": str(stage.folder), "XDG_CONFIG_HOME": str(stage.folder)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    path = stage.folder / "qualcode" / "settings.toml"
    text = path.read_text(encoding="utf-8")
    assert "keymap" in text, done.stdout
    path.write_text('keymap = "vi"\n', encoding="utf-8")
    stage.open(**NORWEGIAN)


def somebody_else_codes(stage: Stage) -> None:
    """Another process writes to the same file."""
    stage.python_says(
        "from qualcode.model.spans import Span; from qualcode.workflow import coding",
        "coding.apply_codes(study, 'jonas', 1, Span(0, 40), [coding.codes(study)[3].id])",
    )


def tiny_and_back(stage: Stage) -> None:
    stage.terminal.resize(20, 5)
    stage.terminal.wait_for()
    stage.terminal.press("Down", "2")
    stage.terminal.wait_for()
    stage.terminal.resize(*stage.size)


def take_the_file_away(stage: Stage) -> None:
    shutil.move(stage.study, stage.folder / "bort.qualcode")


def put_it_back(stage: Stage) -> None:
    shutil.move(stage.folder / "bort.qualcode", stage.study)


def kill_and_open(stage: Stage) -> None:
    stage.terminal.kill()
    stage.open(**NORWEGIAN)


WALK: tuple[Step, ...] = (
    # 10: a tutorial on the first start, which can be skipped
    deed("The first start opens the tutorial", first_start, sees=("Veileder", "q hopper over")),
    press("Its first code is given", "Down", "Down", "Enter", "plan", "Enter", sees="kodet"),
    # 9: home
    press("Home lists the interviews", "q", sees=("35 sentre", "sist kodet")),
    press("A filter shows some of them", "f", "USHT ulest", sees="6 av 50"),
    press("Without a filter, in another order", "Escape", "o", sees="S01"),
    press("In the order of the study again", *"oooo", "Home", sees="S01"),
    # 1: moving
    press("An interview opens", "Enter", sees="lest"),
    press("From the beginning, a sentence on", "Home", "Down", "Down", sees="1 setning"),
    press("A word on", "Right", "Right", "Right", sees="1 ord"),
    press("A turn on", "j", "j"),
    press("The next that is not coded or read", "o"),
    press("The next coding, its passage selected", "c"),
    press("To turn number 12", "g", "12", "Enter", sees="12 av"),
    press("A page on, and to the end", "PageDown", "End"),
    # 2: selecting
    press("Two sentences more", "Home", "j", "Down", "S-Down", "S-Down", sees="3 setninger"),
    press("A word less", "S-Left"),
    press("The whole turn", "t"),
    press("Space holds the start; plain arrows move the end", "Space", "Down", sees="SLUTTEN"),
    press("Let go", "Escape"),
    # 3: coding
    press("The palette finds a code by part of its name", "Enter", "rekrutt", sees="■"),
    press("Enter gives it", "Enter", sees="✓ kodet"),
    press("A digit gives one of the nine most used", "Down", "1", sees="✓ kodet"),
    press("Stance, time, certainty: keys that may follow", "s", "w", "y"),
    press("The last code again", "Down", ".", sees="✓ kodet"),
    press("In vivo: the words themselves", "Down", "Right", "Right", "i", sees="✓ kodet"),
    press("A new code, there and then", "Down", "n", "helt ny kode", "Enter", sees="helt ny kode"),
    press("Several in one go", "Down", "Enter", "rek", "Tab", "vel", "Tab", sees="✓"),
    press("And a memo: on which of the two?", "Enter", "m", sees="Notat til hvilken"),
    press("Written and kept", "Enter", "jf. senter 12", "F2", sees="otat"),
    press("Read, nothing to code here: on to the next", "o", "d", sees="lest"),
    press("The edges of a coding are moved", "c", "e", "Right", "Enter"),
    # 4: seeing
    press("Only one code is shown", "l", sees="vis"),
    press("What is shown alone stands in the title", "Enter", sees="BARE"),
    press("All again", "l"),
    # 5: codebook beside it
    press("The codebook, filtered as one types", "F5", "plan"),
    press("In the tree; a code is renamed", "Down", "e", sees="Nytt navn"),
    press("Left as it was; its segments one after the other", "Escape", "Escape", "f"),
    # 6: undo and redo
    press("Taking back says what was taken back", "u", "u", sees="angret"),
    press("Doing it again", "r", sees="gjort om igjen"),
    press("What was done in this interview", "p", sees="siv"),
    # 7: memos
    press("All memos, with search", "Escape", "a", sees="senter 12"),
    # 8: search
    press("Search in this interview", "Escape", "/", "~plan", sees="uten en spaCy-modell"),
    press("In all of them", "BSpace", "BSpace", "BSpace", "BSpace", "BSpace", "rekrutter", "F3"),
    press("Among the hits", "Enter", "Down", "Down", sees="treff"),
    press("A hit, where it stands in its interview", "Enter", sees="rekrutter"),
    # 10: keys
    press("Help lists every key", "?", sees="ruller"),
    press("Ctrl+P finds any action by name", "Escape", "C-p", "notat", sees="notat"),
    # 11: two windows
    press("Back in the text, at its beginning", "Escape", "Escape", "q", "Home", "Enter", "Home"),
    deed("Within two seconds, what another window coded", somebody_else_codes, sees="jonas"),
    # Bad input
    deed("20x5 and back, coding meanwhile", tiny_and_back, sees="✓ kodet"),
    deed("The study is moved away", take_the_file_away),
    press("A code cannot be saved, and it says so", "Down", "3", sees="Ikke lagret"),
    deed("It is put back", put_it_back),
    press("Try again: nothing is lost", "Enter", sees="✓ kodet"),
    deed("Killed the moment the screen shows it; opened again", kill_and_open, sees="fortsett"),
    press("What was coded is there, at the very place", "c", sees="siv"),
    # 10, 12: vi keys, English
    deed("The keys of vi", with_vi_keys, sees="fortsett"),
    press("j and v, as there", "c", "j", "v", "j", sees="SLUTTEN"),
    deed("The interface in English", in_english, sees="centres"),
    press("The coding screen, too", "c", sees="coded"),
)
