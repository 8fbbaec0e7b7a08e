"""The notebooks run to their end on any folder, and what they assert holds there."""

import pytest
from exercised import BOOKS, CHECKS, SOLUTION, held, run

FOLDERS = {
    "no word": {"a.txt": "Advertisement\n"},
    "one word": {"a.txt": "Hello\n"},
    "no name and no keyword": {"a.txt": "It is what it is, and so it was. We do not do that.\n"},
    "no heading": {
        "a.txt": "Mayor Ada Quill opened a bridge over the Tarn in Lyon on Monday. The bridge cost "
        "Lyon much.\n\nQuill said that the bridge would serve Lyon and the villages on the Tarn.\n"
    },
    "nothing before the first heading": {
        "a.md": "# A bridge\n\n## Who?\n\nAda Quill opened a bridge.\n\n## Where?\n\nIn Lyon, on "
        "the Tarn, where Quill lives.\n\n## When?\n"
    },
    "two articles, the first one empty, and rows that cannot be used": {
        "a.txt": "Advertisement\n",
        "b.txt": "Ada Quill opened a bridge over the Tarn in Lyon on Monday.\n",
        "corrections.csv": "text,entity,label,reason\nLyon,Lyons,GPE,\nFoo,Bar,BAZ,\n",
        "c.txt": "",
    },
}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("folder", FOLDERS)
def test_it_runs_to_its_end_and_every_solution_is_right_or_there_is_nothing_to_answer(
    folder, name, tmp_path
):
    for file, text in FOLDERS[folder].items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    names = run(name, tmp_path)
    for number in CHECKS[name]:
        checked = held(number, SOLUTION[number], names)
        assert checked.outcome in {"Right", "Noted", "Nothing to answer"}, (number, checked)
