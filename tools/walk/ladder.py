"""Up the ladder of the method and down again: from what was said to codes, themes, concepts and
chapters, with a test at every step."""

from __future__ import annotations

from tools.walk.steps import Stage, Step, deed, press


def without_tutorial(stage: Stage) -> None:
    stage.open(QUALCODE_LANGUAGE="nb")


def somebody_places_a_code(stage: Stage) -> None:
    """Another process moves a code from one theme to another, and says why."""
    stage.python_says(
        "from qualcode.workflow import coding, grouping",
        "codes = {code.label: code for code in coding.codes(study)}",
        "code, there = codes['Ett år av gangen'], codes['Redd for å miste praksis ved flytting']",
        "grouping.place_codes(study, 'jonas', [code.id], there.theme_id, reason='handler om det')",
    )


WALK: tuple[Step, ...] = (
    deed("The first start opens the tutorial", without_tutorial, sees="q hopper over"),
    press("Where each step of the method stands", "q", "s", sees=("Metodens trinn", "Kodetest")),
    # 7: questions and chapters, with versions
    press("Themes by questions; what has none", "Home", "Enter", sees="! uten"),
    press("A theme that has no question gets one", "Down", "Right", "Enter", sees="belyser S2"),
    press("A question is worded anew, the old wording kept", "e", sees="Hva"),
    press("What was expected before anybody had read", "Escape", "2", sees="forforståelse"),
    press("The chapters, in their order", "3", sees="kapitler"),
    # 1, 3: close to the text
    press("An interview, with codes of all kinds", "q", "q", "Home", "Enter", sees="lest"),
    press("Close to the text: the deductive ones are out of sight", "T", sees="tett"),
    press("A new code: one word is a topic", "Down", "n", "Samarbeid", sees="Samarbeid"),
    press("It is said, not forbidden", "Escape", sees="setning"),
    # 6: EARs
    press("An EAR needs a passage and an idea", "E", sees="EAR"),
    press("It is written down, and no code is made", "Alt er på lånt tid", "F2", sees="EAR"),
    # 2: the tests
    press("The steps, to go to the tests", "T", "q", "s", sees=("Metodens trinn", "Kodetest")),
    press("What waits comes first", "Home", "Down", "Down", "Enter", sees="når K2 er besvart"),
    press("The excerpts, once K2 is answered", "1", "1", sees="replikk"),
    press("The verdict is a person's", "1", "p", sees="bestått"),
    press("And is taken back", "u", sees="angret"),
    # 5: change with care
    press("What failed becomes something better", "n", "o", sees="En bedre kode"),
    press("Not now", "Escape", "q", sees="Metodens trinn"),
    press("After a change, what is to be looked at again", "Down", "Enter", sees="igjen"),
    press("By interview", "v", sees="S0"),
    press("All in one interview, at once? It asks", "Space", sees="merkes som sett på"),
    press("Not without reading", "Escape", "q", sees="Metodens trinn"),
    # 4: the board
    press("The grouping board", "Down", "Enter", sees="Kodegruppering"),
    press("The excerpts of the code in focus", "Down", sees="replikk"),
    press("To another pile, by its digit; why, if anybody wants to say", "2", sees="Hvorfor"),
    press("There it is", "Enter", sees="må testes på nytt"),
    press("Back again", "u", sees="angret"),
    press("Aside, with a reason", "z", sees="Hvorfor brukes"),
    press("Or not", "Escape"),
    press("Find a code in all piles", "f", "praksis", "Enter", sees="praksis"),
    press("All of them again", "Escape", sees="Søker i stedet"),
    deed("Another window moves a code: shown at once", somebody_places_a_code, sees="på nytt"),
    press("Split a code, excerpt by excerpt", "s", sees="Utdrag 1 av"),
    press("Left as it was", "q", sees="Kodegruppering"),
    press("The grouping test of a pile", "T", sees="G1"),
    # 6: concepts
    press("Concepts", "q", "q", "Down", "Down", "Enter", sees="Konsepter"),
    press("The concept test, with evidence for and against", "t", sees="C1"),
    press("Down again in one key: what a concept gathers", "q", "Enter", sees="Taler for"),
    press("A theme and its codes", "Enter", sees="Koder"),
    press("A code and its excerpts", "Enter", sees="replikk"),
    press("The place in the interview", "Enter", sees="kodet"),
    press("And back up", "q", sees="replikk"),
    # 10: saturation, history
    press("New codes for each interview, in the order of coding", *"qqqq", "l", sees="Metning"),
    # 1, 3, 8: the codebook
    press("The codebook with its states and origins", "q", "b", sees="Kodebok"),
    press("What became of a code, over time", "End", "p", sees="livet"),
    press("Cautions, not verdicts", "c", sees="arsler"),
    press("What has changed between two moments", "q", "h", sees="forskjell"),
    press("A codebook file is read: the difference first", "q", "l", sees="esc lukker"),
    press("Or not; the definition of a code", "Escape", "Home", "Down", "d", sees="Definisjon"),
    # 9: reports
    press("Reports, in the workbook or as .docx", "Escape", "q", "End", "Enter", sees="docx"),
    press("Written, and where it lies is said", "Enter", sees="Skrevet"),
)
