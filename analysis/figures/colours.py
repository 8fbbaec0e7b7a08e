"""Colours of Okabe & Ito (2008), "Color Universal Design": told apart with any colour vision."""

BLUE, ORANGE, GREEN, PINK = "#0072B2", "#E69F00", "#009E73", "#CC79A7"
SKY, VERMILION, YELLOW, GREY = "#56B4E9", "#D55E00", "#F0E442", "#666666"
INK = "#222222"
