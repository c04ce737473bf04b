"""Forms of words, told by a spaCy pipeline that is installed as people install them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.language import lemmas

InstallPipeline = Callable[..., None]

TYPES = ["går", "gikk", "gården", "senter", "sentre", "i"]


def forms(word: str, *among: str, language: str = "nb") -> set[str] | None:
    found = lemmas.forms_of([word], among, language)
    return None if found is None else set(found[word])


def test_the_forms_are_the_words_with_the_same_lemma(install_pipeline: InstallPipeline) -> None:
    install_pipeline("nb_core_news_sm")

    assert forms("gå", *TYPES) == {"gå", "går", "gikk"}
    assert forms("sentrene", *TYPES) == {"sentrene", "senter", "sentre"}


def test_a_word_may_be_asked_for_by_any_of_its_forms(install_pipeline: InstallPipeline) -> None:
    install_pipeline("nb_core_news_sm")

    assert forms("gikk", *TYPES) == {"går", "gikk"}


def test_a_word_that_the_pipeline_does_not_know_is_its_own_form(
    install_pipeline: InstallPipeline,
) -> None:
    install_pipeline("nb_core_news_sm")

    assert forms("velferd", *TYPES) == {"velferd"}


def test_words_that_come_later_are_learnt_then(install_pipeline: InstallPipeline) -> None:
    install_pipeline("nb_core_news_sm")
    forms("gå", "går")

    assert forms("gå", "går", "gått") == {"gå", "går", "gått"}


@pytest.mark.parametrize("language", ["nn", "no", "nb-NO", "NB_no"])
def test_nynorsk_is_told_by_the_pipeline_for_bokmaal(
    install_pipeline: InstallPipeline, language: str
) -> None:
    install_pipeline("nb_core_news_sm")

    assert forms("gå", "går", language=language) == {"gå", "går"}


def test_the_smallest_pipeline_is_taken(install_pipeline: InstallPipeline) -> None:
    install_pipeline("nb_core_news_lg", {"går": "annet"})
    install_pipeline("nb_core_news_sm")
    install_pipeline("nb_core_news_md", {"går": "annet"})

    assert forms("gå", "går") == {"gå", "går"}


def test_there_are_no_forms_without_a_pipeline_for_the_language(
    install_pipeline: InstallPipeline,
) -> None:
    install_pipeline("nb_core_news_sm")

    assert forms("mennä", "menee", language="fi") is None


def test_a_pipeline_that_tells_no_lemmas_is_none(install_pipeline: InstallPipeline) -> None:
    install_pipeline("nb_core_news_sm", tells_lemmas=False)

    assert forms("gå", "går") is None


def test_a_pipeline_that_cannot_be_loaded_is_none(
    install_pipeline: InstallPipeline, tmp_path: Path
) -> None:
    install_pipeline("nb_core_news_sm")
    (tmp_path / "site-packages/nb_core_news_sm/nb_core_news_sm-1.0.0/config.cfg").unlink()

    assert forms("gå", "går") is None
