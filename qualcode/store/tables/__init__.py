"""All tables of a study."""

from __future__ import annotations

from qualcode.store.tables.aside import DraftRow, PlaceRow
from qualcode.store.tables.base import Base, Row
from qualcode.store.tables.coding import (
    CodeRow,
    CodingRow,
    ExclusiveMemberRow,
    ExclusiveSetRow,
    MemoRow,
    ReadingRow,
    ThemeRow,
)
from qualcode.store.tables.history import ChangedBatch, ChangedRow, ChangeRow
from qualcode.store.tables.method import (
    CodeAnchorRow,
    CodebookFileRow,
    ConceptPartRow,
    ConceptRow,
    EarAnchorRow,
    EarRow,
    EvidenceRow,
    FateRow,
    LookedAgainRow,
    MovedCodingRow,
    PlacementRow,
    QuestionThemeRow,
    ResearchQuestionRow,
    SnapshotRow,
    TestRow,
    WordingRow,
)
from qualcode.store.tables.setup import (
    AttributeRow,
    ChapterRow,
    CoderRow,
    StudyRow,
    UnitAttributeRow,
    UnitKindRow,
    UnitLinkRow,
    UnitRow,
)
from qualcode.store.tables.texts import (
    InformantRow,
    InformantUnitRow,
    RevisionRow,
    SegmentationRow,
    SourceFileRow,
    SpeakerRow,
    TranscriptRow,
    TurnRow,
    VoiceMemberRow,
    VoiceRow,
)

__all__ = [
    "DERIVED",
    "JOURNAL",
    "AttributeRow",
    "Base",
    "ChangeRow",
    "ChangedBatch",
    "ChangedRow",
    "ChapterRow",
    "CodeAnchorRow",
    "CodeRow",
    "CodebookFileRow",
    "CoderRow",
    "CodingRow",
    "ConceptPartRow",
    "ConceptRow",
    "DraftRow",
    "EarAnchorRow",
    "EarRow",
    "EvidenceRow",
    "ExclusiveMemberRow",
    "ExclusiveSetRow",
    "FateRow",
    "InformantRow",
    "InformantUnitRow",
    "LookedAgainRow",
    "MemoRow",
    "MovedCodingRow",
    "PlaceRow",
    "PlacementRow",
    "QuestionThemeRow",
    "ReadingRow",
    "ResearchQuestionRow",
    "RevisionRow",
    "Row",
    "SegmentationRow",
    "SnapshotRow",
    "SourceFileRow",
    "SpeakerRow",
    "StudyRow",
    "TestRow",
    "ThemeRow",
    "TranscriptRow",
    "TurnRow",
    "UnitAttributeRow",
    "UnitKindRow",
    "UnitLinkRow",
    "UnitRow",
    "VoiceMemberRow",
    "VoiceRow",
    "WordingRow",
]

JOURNAL: frozenset[str] = frozenset({"change", "changed_row", "changed_batch"})
"""The tables of the history itself."""

DERIVED: frozenset[str] = frozenset({"segmentation", "voice", "voice_member", "place", "draft"})
"""What can be made again from the rest, or is only where somebody was or what she had begun to
write: without history."""
