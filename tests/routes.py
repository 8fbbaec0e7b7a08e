"""A small folder with everything in it that can lie beside articles, and tables as bytes."""

from analysis.publish.tables import write_tables

TEXTS = [
    "Floods hit Lisbon\n\nMayor Ines Duarte met Dr. Okafor in Lisbon on Monday. They spoke.",
    "Acme Ltd. lost $3.5 million in May, said Zoë Kravitz. Acme Ltd. is based in Ohio.",
    "The European Union signed it in Geneva.\n\nNobody came. The floods in Lisbon went on.",
    "Let's go, said Smith. He's gonna leave the European Union, the mayor said.",
    "Prices rose 4%, the bank of England said.\nSmith called it “a joke”, and left.",
    "Ines Duarte, the mayor, left Lisbon for Geneva after the floods.",
    "Nobody came.",
    "Floods hit Lisbon\n\nMayor Ines Duarte met Dr. Okafor in Lisbon on Monday. They spoke.",
    'A "quoted", comma; and $x^2$ =1+1\n\n- one of Smith\'s lists\n- two',
]


def write(place, files):
    """A folder with these files, by their path in it."""
    for name, content in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def make_folder(place, texts=None):
    """Articles a0.txt … with corrections, a data card, hand labels and three unusable files."""
    files = {
        f"a{number}.txt": text for number, text in enumerate(TEXTS if texts is None else texts)
    }
    files["a1.card.yaml"] = "title: A title\ndate: 2024-05-01\n"
    files["a5.mentions.csv"] = (
        "start,end,text,entity,label\n0,11,Ines Duarte,Ines Duarte,PERSON\n1,2,x,x,GPE\n"
    )
    files["corrections.csv"] = (
        "text,entity,label,reason,article_id\n"
        "Smith,John Smith,PERSON,known,\nOhio,Ohio,ORG,a test,a1\nNowhere,,GPE,never there,\n"
        "Lisbon,Lisbon,GPE,the rules say so,\nLyon,Lyon,GPE,no such article,zz\n"
    )
    files |= {"picture.png": b"\x89PNG", "bad.txt": b"\0\0\1\0", "nobody.card.yaml": "title: x\n"}
    return write(place, files)


def content(folder):
    """The bytes of every file in a folder, by its path there."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def as_bytes(corpus, folder):
    """Every table as it is written, by the name of its file."""
    folder.mkdir(parents=True)
    write_tables(corpus, folder)
    return content(folder)
