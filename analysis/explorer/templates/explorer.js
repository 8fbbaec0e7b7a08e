// Shows the parts that Python renders, and tells it what was clicked, typed or submitted.
const PARTS = ["bar", "table", "details", "form", "answer", "kept", "hits", "text"];

function render({ model, el }) {
  el.innerHTML = model.get("frame");
  const root = el.firstElementChild;
  // JupyterLab's own keys stay out of what has the focus.
  root.addEventListener("focusin", (event) => {
    event.target.dataset.lmSuppressShortcuts = "true";
  });
  const shown = {};
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const tell = (what, value) => model.send({ do: what, value });

  function draw() {
    const key = document.activeElement?.dataset?.key;
    for (const name of PARTS.filter((name) => shown[name] !== model.get(name))) {
      part(name).innerHTML = shown[name] = model.get(name);
    }
    const filter = root.querySelector("[data-on=filter]");
    if (filter !== document.activeElement) filter.value = model.get("needle");
    for (const mark of part("text").querySelectorAll("mark")) {
      const isInside = mark.parentElement.closest("mark");
      if (!isInside) Object.assign(mark, { role: "button", tabIndex: -1 });
      mark.classList.toggle("chosen", mark.dataset.row === model.get("chosen"));
    }
    for (const group of root.querySelectorAll("[data-roving]")) {
      const stops = stopsOf(group);
      const first = stops.find((stop) => stop.matches(".chosen, [aria-pressed=true]")) ?? stops[0];
      if (first) first.tabIndex = 0;
    }
    if (key && !root.contains(document.activeElement)) {
      const same = root.querySelector(`[data-key="${CSS.escape(key)}"]`);
      const next = same ?? part("table").querySelector("tr.chosen button, button");
      next?.focus({ preventScroll: true });
    }
  }

  const stopsOf = (group) => [...group.querySelectorAll("button[data-do=choose], mark[role], button[data-do=go]")];

  function follow(event) {
    const mark = event.target.closest("mark[role]");
    const button = event.target.closest("[data-do]");
    if (mark && part("text").contains(mark)) {
      tell("mark", [mark.dataset.row, mark.classList[0]]);
    } else if (button) tell(button.dataset.do, button.dataset.value);
    else return;
    event.preventDefault();
  }

  root.addEventListener("click", follow);
  root.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const group = event.target.closest("[data-roving]");
    const stops = group ? stopsOf(group) : [];
    const next = stops[stops.indexOf(event.target) + step];
    if (event.target.matches("mark") && ["Enter", " "].includes(event.key)) follow(event);
    else if (event.key === "Enter" && event.target.matches("form input")) {
      event.preventDefault(); // the notebook would take it
      event.target.form.requestSubmit();
    } else if (step && stops.includes(event.target)) {
      event.preventDefault();
      if (!next) return;
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });
  root.addEventListener("input", (event) => {
    const what = event.target.dataset.on;
    if (what) tell(what, event.target.value);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(event.target.dataset.submit, Object.fromEntries(new FormData(event.target)));
  });
  model.on("change", draw);
  model.on("msg:custom", ({ show }) => {
    const pane = part(show[0]);
    const above = pane.querySelector(show[1])?.getBoundingClientRect().top;
    if (above) pane.scrollTop += above - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  });
  draw();
}

export default { render };
