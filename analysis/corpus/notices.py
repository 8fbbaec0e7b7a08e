"""What a person must be told about a folder: what was not used, and what is not its language."""

from analysis.articles.reading import CORRECTIONS_FILE
from analysis.corpus.corpus import Corpus
from analysis.wording import percent, visible

_FEWEST = 100  # characters; of less no language can be told
_LOWEST = 0.2  # running English text has 0.34 to 0.6, that of other languages below 0.15


def unused(corpus: Corpus) -> list[str]:
    """A line for each file, or row of one, that could not be read or used."""
    rows = corpus.refused[["file", "reason"]].itertuples(index=False)
    lines = [f"{visible(file)}: {visible(reason)}" for file, reason in rows]
    rejected = corpus.rejected_corrections[["row", "text", "reason"]].itertuples(index=False)
    return lines + [
        f"{CORRECTIONS_FILE}: row {row}: {text!r} was not used: {visible(reason)}"
        for row, text, reason in rejected
    ]


def of_other_languages(corpus: Corpus) -> list[str]:
    """A line for each article that is hardly in the pipeline's language.

    Told from the column stop_words of `Corpus.articles`: the share of the pipeline's stop words,
    which are the most common words of its language, such as *the* and *of*.
    """
    code = corpus.model.partition("_")[0]
    language = "English" if code == "en" else f"the pipeline's language, {code}"
    lines = []
    for part in corpus.parts("articles"):
        few = part[(part["stop_words"] < _LOWEST) & (part["characters"] >= _FEWEST)]
        lines += [
            f"{visible(file)}: it does not look like {language} ({percent(share, 1)} of its words "
            "are common ones there); it is counted all the same"
            for file, share in few[["file", "stop_words"]].itertuples(index=False)
        ]
    return lines
