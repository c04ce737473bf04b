"""The folder of a small study that has not begun to climb the ladder; all in it is made up."""

from __future__ import annotations

from pathlib import Path

STUDY_YAML = """\
title: Når pengene tar slutt
language: {language}
coders: [Siv, Jonas]
units:
  centre: {{}}
attributes:
  type: {{kind: category, values: [USH, UHT]}}
"""

CENTRES = """\
centre,name,type
S01,Fjordvik,USH
S02,Granli,UHT
S03,Solheim,USH
S04,Lyngnes,UHT
S05,Tverrelv,USH
S06,Sandnes,UHT
"""

INTERVIEWS = {
    "S01_fjordvik.txt": """\
Intervjuer: Hvordan er det å drive prosjekter her?

Leder: Pengene er ofte brukt opp når vi skal i gang med spredningen. Da står vi der med gode råd \
og ingen til å ta dem i bruk. Men prosjektmidlene gir oss rom til å prøve ut nye ideer over tid.

Intervjuer: Hvem bestemmer om noe skal innføres?

Leder: Vi kan gi råd, men vi har ikke lov til å bestemme at noe skal innføres. Det er det \
kommunen som gjør.
""",
    "S02_granli.txt": """\
Intervjuer: Hva skjer når et prosjekt er slutt?

Leder: Gode prosjekter havner på sidelinja, fordi ingen har satt av penger til å innføre dem. \
Og vi får ikke kjøpt fri fagfolk til å gå opp veien.

Intervjuer: Hvordan når dere kommunen?

Leder: Jeg må ringe tre ganger før noen svarer. [latter] Pengene slutter før folk har lært det.
""",
    "S03_solheim.txt": """\
Intervjuer: Hva med innføringen?

Leder: Et prosjekt er for kort til å innføre noe. Når det er slutt, er det ingen som eier det \
lenger. De som har vært med, får det lettere til etterpå.
""",
    "S04_lyngnes.txt": """\
Intervjuer: Hva skulle dere ønske?

Leder: Vi får penger til å starte, og aldri til å fortsette. Rådene våre blir hørt, men ikke fulgt.
""",
    "S05_tverrelv.txt": """\
Intervjuer: Er prosjekter en god måte å arbeide på?

Leder: Prosjektarbeid egner seg som erfaringsdeling, synes jeg. Vi fikk det til, for de ansatte \
var med fra første dag. Kaffen er god her. Og så snakker vi om været.
""",
}

ROLES = "file,speaker,centre,role\n" + "".join(f"{name},,{name[:3]},leder\n" for name in INTERVIEWS)

CODEBOOK = """\
title: Fra guiden
themes:
  - name: Guiden
    codes:
      - id: innforing
        name: Innføring
        origin: guide
        definition: Alt som sies om å ta nye tiltak i bruk.
        question: Hva skjer når et prosjekt er slutt?
"""


def write_folder(folder: Path, language: str = "nb") -> Path:
    """A study folder with interviews and a codebook of one deductive code."""
    (folder / "transcripts").mkdir(parents=True)
    for name, text in (
        ("study.yaml", STUDY_YAML.format(language=language)),
        ("centres.csv", CENTRES),
        ("interviews.csv", ROLES),
        ("codebook.yaml", CODEBOOK),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in INTERVIEWS.items():
        (folder / "transcripts" / name).write_text(text, encoding="utf-8")
    return folder
