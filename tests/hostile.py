"""A folder whose articles, names and cards try to run in a browser, a terminal or a spreadsheet."""

RUN = "window.ran=1;alert(1)"
ATTACKS = [
    f"<script>{RUN}</script>",
    f'<img src=x onerror="{RUN}">',
    f"</pre></td></script><svg onload={RUN}>",
    f"[Ada Quill](javascript:{RUN})",
    "![Bo Reed](http://attack.example/a.png)",
    "<link rel=stylesheet href=//attack.example/a.css>",
    "<style>@import '//attack.example/b.css'</style>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}"',
    "{{ 7 * 7 }} {% include '/etc/passwd' %} ${RUN}",
    r"$\href{javascript:alert(1)}{Lyon}$ \(\unicode{x}\) $$\require{html}$$",
    '=HYPERLINK("http://attack.example") \x1b]0;owned\x07\x1b[2J \u202eevil\u202c',
    "<iframe src=//attack.example></iframe>",
    "<meta http-equiv=refresh content='0;url=//attack.example'>",
]


def make_hostile_folder(place):
    """Plain text and Markdown with every attack in text, headings, names, titles and lists."""
    place.mkdir(parents=True)
    lines = [f"Mayor Ada {it} Quill of Lyon met Bo Reed of {it}, she said." for it in ATTACKS]
    for number, it in enumerate(ATTACKS):
        text = "\n\n".join([f"{it} in Lyon", *lines, f"What {it} means", *lines[:4]])
        (place / f"{number} {it.replace('/', '∕')[:60]}.txt").write_text(text, encoding="utf-8")
    blocks = [f"## {it}\n\n{line}" for it, line in zip(ATTACKS, lines, strict=True)]
    card = f"title: '{ATTACKS[1]}'\nauthor: '{ATTACKS[0]}'\ndate: 2031-03-04\n"
    head = f"---\n{card}---\n# Lyon {ATTACKS[0]}\n\n"
    (place / "00.md").write_text(head + "\n\n".join(blocks), encoding="utf-8")
    (place / "00.card.yaml").write_text(card)
    (place / f"{ATTACKS[1]}.pdf").write_text("refused")
    quoted = [it.replace('"', '""') for it in ATTACKS]
    rows = "".join(f'"{it}",<b>Quill</b>,PERSON,x\n' for it in ["Ada", *quoted])
    (place / "corrections.csv").write_text("text,entity,label,reason\n" + rows, encoding="utf-8")
    return place
