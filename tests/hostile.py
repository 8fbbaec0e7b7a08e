"""A folder whose articles, names and cards try to run in a browser, a terminal or a spreadsheet."""

from pathlib import Path

RUN = "window.ran=1;alert(1)"
ATTACKS = [
    f"<script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    f"</pre></td></script><svg onload={RUN}>",
    f"[Ada Quill](javascript:{RUN})",
    "![Bo Reed](http://attack.example/a.png)",
    "<link rel=stylesheet href=//attack.example/a.css><style>@import '//attack.example/b.css'</style>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}"',
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${RUN}",
    r"$\href{javascript:alert(1)}{Lyon}$ \(\unicode{x}\) $$\require{html}$$",
    "=HYPERLINK(\"http://attack.example\") \x1b]0;owned\x07\x1b[2J \u202eevil\u202c",
    "<iframe src=//attack.example></iframe><meta http-equiv=refresh content='0;url=//attack.example'>",
]  # fmt: skip


def make_hostile_folder(place: Path) -> Path:
    """Articles of plain text and Markdown that hold every attack as text, heading, name and title."""
    place.mkdir(parents=True)
    lines = [
        f"Mayor Ada {attack} Quill of Lyon met Bo Reed of {attack}, she said." for attack in ATTACKS
    ]
    for number, attack in enumerate(ATTACKS):
        text = "\n\n".join([f"{attack} in Lyon", *lines, f"What {attack} means", *lines[:4]])
        name = attack.replace("/", "∕")[:60]
        (place / f"{number} {name}.txt").write_text(text, encoding="utf-8")
    markdown = "\n\n".join(
        f"## {attack}\n\n{line}" for attack, line in zip(ATTACKS, lines, strict=True)
    )
    title = "title: '" + ATTACKS[1] + "'\nauthor: '" + ATTACKS[0] + "'\ndate: 2031-03-04\n"
    (place / "00.md").write_text(f"---\n{title}---\n# Lyon {ATTACKS[0]}\n\n{markdown}\n")
    (place / "00.card.yaml").write_text(title)
    (place / f"{ATTACKS[1]}.pdf").write_text("refused")
    rows = "".join(
        f'"{attack.replace(chr(34), chr(34) * 2)}",<b>Quill</b>,PERSON,x\n' for attack in ATTACKS
    )
    (place / "corrections.csv").write_text(
        "text,entity,label,reason\nAda,Ada <b>Q</b>,PERSON,x\n" + rows
    )
    return place
