"""Whatever lies in a folder, under the first words of its row in README's table of inputs."""

import codecs
import os
import random

from analysis.articles.spreadsheet import METADATA_FILES

MANY = 10 if os.environ.get("ANALYSIS_FULL") else 1  # larger sizes, which take minutes
PROSE = "The river rose again in March, and the mayor of Lyon said that nobody had seen it come. "
LINES = 230 * MANY**2  # two million characters
NAMES = [f"Bela Tor{n}son" for n in range(500 * MANY)]
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 10))
HEAD = "text,entity,label,reason\n"
TABLE = "article_id,file,title,sha256,encoding,characters,words,sentences,paragraphs,sections,"
TABLE += "date,date_from,source,stop_words\n"
NEVER = "".join(f"No{n},,,x\n" for n in range(10_000 * MANY))
LABELS = "start,end,text,entity,label\n0,9,Ada Quill,Ada Quill,PERSON\n1,9,x,x,GPE\n"
OTHERS = {
    "de": "Der Bürgermeister von Lyon sagte am Montag, dass niemand das Hochwasser habe kommen "
    "sehen, obwohl die Pegel schon seit Tagen gestiegen waren und viele Keller voll standen.",
    "fr": "Le maire de Lyon a dit lundi que personne n’avait vu venir la crue, alors que les eaux "
    "montaient depuis plusieurs jours et que bien des caves étaient déjà pleines.",
    "is": "Borgarstjórinn í Lyon sagði á mánudag að enginn hefði séð flóðið koma þótt vatnið hefði "
    "hækkað í marga daga og margir kjallarar væru þegar fullir.",
    "ru": "Мэр Лиона сказал в понедельник, что никто не ждал паводка, хотя вода поднималась уже "
    "несколько дней и многие подвалы были полны воды и ила.",
    "ar": "قال رئيس بلدية ليون يوم الاثنين إن أحدا لم يتوقع الفيضان رغم أن المياه كانت ترتفع منذ "
    "عدة أيام وكانت أقبية كثيرة قد امتلأت بالماء والطين.",
    "zh": "里昂市长星期一说，没有人预料到洪水会来，尽管河水已经连续上涨了好几天，许多地下室里都已经"
    "积满了水和泥。他还说，市政府将在下个月开会讨论修建新的堤坝，并且请居民把重要的物品搬到楼上去，"
    "因为今后几天还会下雨。",
    "hi": "लियोन के महापौर ने सोमवार को कहा कि किसी ने बाढ़ आने की आशा नहीं की थी, हालाँकि पानी कई दिनों से "
    "बढ़ रहा था और बहुत से तहखाने पहले ही भर चुके थे।",
}
OTHER = "x.txt: it does not look like English"
UNKNOWN = "it is in none of UTF-8, UTF-16 and Windows-1252"
ODD_NAMES = ["-a", "=1+1", '"q"', "$x$", "<b>", "a\nb", "`c`"]
BAD_NAME = os.fsdecode(b"caf\xe9.txt")
LONG = "n" * 251 + ".txt"
LIST = "corrections.csv"


def words(text, encoding="utf-8", mark=b""):
    return mark + text.encode(encoding)


def card(text):
    return {"good.card.yaml": text}


# For each row of README's table, by its first words: files beside good.txt (or the bytes of x.txt),
# and what is said of them on stderr.
TEXT, NO_FILE = "text of any length", "a pipe, a socket"
INPUTS = {
    TEXT: {
        "a stray control character": (b"The ferry \x02 sails.", ""),
        "one word": (b"Lyon", ""),
        **{f"line ends {e!r}": (PROSE.replace(", ", e).encode(), "") for e in ["\n", "\r\n", "\r"]},
        "odd line ends": (words("One.\u2028Two.\x85Three.\x0bFour.\x0cFive.\x1dSix.\u2029No."), ""),
        "utf-8 with a mark": (words(PROSE, mark=codecs.BOM_UTF8), ""),
        "utf-16-le": (words(PROSE, "utf-16-le"), ""),
        "utf-16-be": (words(PROSE, "utf-16-be"), ""),
        "utf-16-le with a mark": (words(PROSE, "utf-16-le", codecs.BOM_UTF16_LE), ""),
        "utf-16-be with a mark": (words(PROSE, "utf-16-be", codecs.BOM_UTF16_BE), ""),
        "windows-1252": (words("“Café” – naïve, it’s in Tír na nÓg, na hÉireann.", "cp1252"), ""),
        "windows-1252 of surrogates": (b"caf\xed\xa0\x80 closed", ""),
        "one line": (words(PROSE * LINES), ""),
        "one paragraph": (words((PROSE + "\n") * LINES), ""),
        "short lines": (words("".join(f"line {n} of many\n" for n in range(2_000 * MANY))), ""),
        "capitals": (words(PROSE.upper() * 30 * MANY), ""),
        "headings": (words("".join(f"Part {n}\n\n{PROSE}\n\n" for n in range(300))), ""),
        "headings only": (words("".join(f"Part {n}\n\n" for n in range(50))), ""),
        "emoji": (words("👩‍👩‍👧 🙂 🇫🇷 sailed to Lyon. e\u0301e\u0301 \u200b\ufeff\u202ea"), ""),
        "markup": (words("<script>alert(1)</script> $x^2$ =1+1 | `a` [b](javascript:c)"), ""),
    },
    "an article in another": {
        **{code: (words(text * 2), OTHER) for code, text in OTHERS.items()},
        **{
            f"{code} in {encoding}": (words(OTHERS[code] * 2, encoding), OTHER)
            for encoding, codes in [("cp1252", ["de", "fr", "is"]), ("utf-16", ["ru", "zh"])]
            for code in codes
        },
        "no spaces": (b"abcdefghij." * 20_000, OTHER),
        "one endless word": (b"a" * 200_000, OTHER),
        "names and no more": (words(", ".join(NAMES) + "."), OTHER),
        "a name of escapes": ({"\x1b[2J\u202e.txt": OTHERS["de"]}, "\\x1b[2J\\u202e" + OTHER[1:]),
    },
    "two files": {
        "twins of one content": ({"a.txt": PROSE, "b.txt": PROSE}, ""),
        "two of one stem": ({"a.txt": PROSE, "a.md": PROSE}, ""),
        "NFC and NFD": ({"\u00e9.txt": PROSE, "e\u0301.txt": PROSE}, ""),
        "a folder named x.txt": ({"x.txt/in.txt": PROSE}, ""),
    },
    "odd names": {
        "many": ({f"{n}.txt": PROSE for n in ODD_NAMES}, ""),
        "of 255 bytes": ({LONG: PROSE}, ""),
    },
    "nothing but white space": {
        "empty": (b"", "it holds no text"),
        "blank": (b" \n\t \r\n", "it holds no text"),
        "punctuation": (words("– * –"), "it holds no text"),
        "a head and no more": ({"x.md": "---\ntitle: None\n---\n"}, "it holds no text"),
        "binary": (bytes(random.Random(1).randbytes(4000)), "x.txt: it "),
        "control characters": (b"a\x01\x02\x03\x04", "it is full of control characters"),
        "zero bytes": (b"The ferry\0 sails.", "it holds zero bytes"),
        "invalid bytes": (b"caf\xe9 \x81 closed", "it is not valid windows-1252 at byte 5"),
        "half of utf-16": (codecs.BOM_UTF16_LE + b"abc", "it is not valid utf-16-le"),
        **{
            f"{code} in {encoding}": (words(OTHERS[code], encoding), says)
            for code, encoding, says in [
                *(("fr", f"utf-32{order}", "it holds zero bytes") for order in ("", "-le", "-be")),
                *(("ru", f"utf-16{order}", "it holds zero bytes") for order in ("-le", "-be")),
                *(("zh", f"utf-16{order}", "x.txt: it ") for order in ("-le", "-be")),
                *(("ru", "koi8-r", UNKNOWN), ("ar", "cp1256", UNKNOWN), ("zh", "gb18030", UNKNOWN)),
            ]
        },
        "utf-32-be with a mark": (words(PROSE, "utf-32-be", codecs.BOM_UTF32_BE), "zero bytes"),
        "mac roman": (words("“It’s late”, said the mayor.", "mac-roman"), UNKNOWN),
        "a name of no encoding": ({BAD_NAME: PROSE}, "caf?.txt: its name is not written in UTF-8"),
        "another kind": ({"x.pdf": PROSE}, "x.pdf: .pdf is not one of .txt"),
        "another list": ({"my-corrections.csv": ""}, "my-corrections.csv: .csv is not one of .txt"),
        "no suffix": ({"LICENCE": PROSE}, "no suffix is not one of .txt, .md, .markdown"),
    },
    NO_FILE: {},  # below
    "a data card or front matter": {
        "no YAML": (card("a: [never"), "it is not valid YAML (while"),
        "brackets": (card("a: " + "[" * 90_000), "it is nested too deeply"),
        "merges": (card("b: &a {c: d}\ne:\n  <<: *a"), "it has aliases"),
        "a list": (card("- a"), "it is no list of names and values"),
        "a bomb": (card(BOMB), "it has aliases"),
        "front matter that is a bomb": ({"x.md": f"---\n{BOMB}---\n{PROSE}"}, "it has aliases"),
        "10 MB": (card("a: b\n" * 2_000_000), "longer than 100,000 bytes"),
        "a tag": (card("title: !!python/object/apply:os.abort []"), ""),
        "half a character": (card('title: "\\ud800"'), "good.card.yaml: it is not"),
    },
    "a data card or hand labels": {
        "a card of no article": ({"x.card.yaml": ""}, "x.card.yaml: there is no article x"),
        "labels of no article": ({"in/good.mentions.csv": ""}, "there is no article in/good"),
        "a list that is too deep": ({"in/corrections.csv": ""}, "only at the top of the folder"),
        "a table that is too deep": ({"in/articles.tsv": ""}, "only at the top of the folder"),
        "two tables": (dict.fromkeys(METADATA_FILES, "file\n"), "articles.csv is there too"),
    },
    "a reviewed list": {
        name: ({file: data}, says)
        for name, file, data, says in [
            ("semicolons", LIST, HEAD.replace(",", ";"), "it has no commas between"),
            ("tabs", LIST, HEAD.replace(",", "\t").encode("utf-16"), "CSV with commas"),
            ("other columns", LIST, "note\n", "it has no column text, entity, label, reason"),
            ("commas in cells", LIST, HEAD + "A,B,ORG,it is, so\n", "more cells than its header"),
            ("a longer row", LIST, HEAD + "A,B,ORG,x\nA,,,x,y\n", "Expected 4 fields in line 3"),
            ("empty", LIST, "", "it cannot be read as a CSV table"),
            ("no encoding", LIST, HEAD.encode() + b"Zo\x81,Z,ORG,x\n", "windows-1252 at byte 27"),
            ("labels without columns", "good.mentions.csv", "a\n", "it has no column start"),
            ("a table without files", "articles.csv", "name,date\na,2024\n", "no column file"),
            ("a table of the tables", "articles.csv", TABLE, "was written by this package"),
        ]
    },
    "rows of a reviewed list": {
        name: ({file: data}, says)
        for name, file, data, says in [
            ("many", LIST, HEAD + NEVER, "corrections.csv: row 2: 'No0' was not used: this text"),
            ("conflicts", LIST, HEAD + "Lyon,,GPE,a\nLyon,,ORG,b\nLyon,,ORG,c\n", "a later row"),
            ("of no article", LIST, f"article_id,{HEAD}zz,Lyon,,GPE,a\n", "there is no article zz"),
            ("labels elsewhere", "good.mentions.csv", LABELS, "row 3: 'x' does not stand at these"),
            ("no file", "articles.csv", "file\ngone.txt\n", "row 2: 'gone.txt': there is no"),
            ("a file again", "articles.csv", "file\ngood\ngood.txt\n", "row 3: 'good.txt': it is"),
            ("a date", "articles.csv", "file,date\ngood,2024-13-45\n", "row 2: '2024-13-45': no"),
            ("a column", "articles.csv", "file,words\ngood,9\n", "its column words was not used"),
        ]
    },
}  # fmt: skip
