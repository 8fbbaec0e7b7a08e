"""An article and its tables side by side in a notebook: choose, read, search, correct.

`explorer` is the widget, `rows` are its tables, `parts` their HTML.
"""

from analysis.explorer.explorer import explore as explore
