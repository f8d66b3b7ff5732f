// Filters and sorts the tables of rows. Everything can be read without it.
for (const table of document.querySelectorAll("table.rows.sortable")) {
  const body = table.tBodies[0], rows = [...body.rows];
  table.classList.add("live");
  const tools = document.createElement("div"), text = document.createElement("input"), pick = document.createElement("select");
  tools.className = "tools";
  text.type = "search";
  text.placeholder = text.ariaLabel = WORDS.find;
  pick.ariaLabel = WORDS.outcome;
  pick.add(new Option(WORDS.all, ""));
  const kinds = new Map(rows.map((row) => [row.dataset.outcome, row.querySelector("td:last-child .sign")?.textContent]));
  for (const [kind, word] of kinds) if (word) pick.add(new Option(word, kind));
  const show = () => {
    for (const row of rows) {
      row.hidden = !row.textContent.includes(text.value.trim()) || (pick.value && row.dataset.outcome !== pick.value);
    }
  };
  text.oninput = pick.onchange = show;
  tools.append(text);
  if (pick.options.length > 2) tools.append(pick);
  table.closest(".scroll").before(tools);
  const heads = [...table.tHead.rows[0].cells];
  const value = (row, at) => {
    const said = row.cells[at].firstChild?.textContent ?? "", number = parseFloat(said.replaceAll(",", ""));
    return Number.isNaN(number) ? said : number;
  };
  const sort = (at) => {
    const up = heads[at].getAttribute("aria-sort") !== "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[at].setAttribute("aria-sort", up ? "ascending" : "descending");
    const compare = (a, b) => {
      const [x, y] = [value(a, at), value(b, at)];
      if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
      return (typeof x === "number" ? x - y : x.localeCompare(y, "zh")) * (up ? 1 : -1);
    };
    body.append(...[...rows].sort(compare));
  };
  heads.forEach((head, at) => {
    head.tabIndex = 0;
    head.onclick = () => sort(at);
    head.onkeydown = (event) => { if (event.key === "Enter") sort(at); };
  });
}
