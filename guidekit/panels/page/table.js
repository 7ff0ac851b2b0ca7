// A table that is written anew: folds that somebody opened stay open, and what changed since then is marked.

// What a row, a column or a fold is called without its numbers: "12 more rows" is the fold that said "9 more rows".
const nameOf = (words) => (words ?? "").replace(/[\d.,]+/g, "#").trim();

// Each cell by the names of its table, row and column: what is said of another person is no change.
// Rows that are only counted have no names.
function cellsOf(page) {
  const found = new Map();
  for (const table of page.querySelectorAll(".gk-table")) {
    const about = nameOf(table.caption?.textContent);
    const heads = [...table.querySelectorAll("thead :is(th, td)")].map((head) => nameOf(head.textContent));
    for (const row of table.querySelectorAll("tbody tr")) {
      const name = nameOf(row.cells[0]?.textContent);
      if (name === "#" || !name) continue;
      [...row.cells].forEach((cell, at) => at && found.set(`${about}\n${name}\n${heads[at]}`, cell));
    }
  }
  return found;
}

function writeTable(page, html) {
  const first = !page.innerHTML;
  const opened = new Map([...page.querySelectorAll("details")].map((fold) => [nameOf(fold.querySelector("summary")?.textContent), fold.open]));
  const said = new Map([...cellsOf(page)].map(([name, cell]) => [name, { words: cell.dataset.words, look: cell.dataset.look }]));
  page.innerHTML = html;
  for (const fold of page.querySelectorAll("details")) {
    const was = opened.get(nameOf(fold.querySelector("summary")?.textContent));
    if (was !== undefined) fold.open = was;
  }
  for (const [name, cell] of cellsOf(page)) {
    cell.dataset.words = cell.textContent;
    cell.dataset.look = cell.className;
    const before = said.get(name);
    if (first || before === undefined || before.words === cell.textContent) continue;
    const [knew, knows] = [before.look, cell.className].map((look) => look.includes("gk-knows"));
    const words = knows ? "new" : knew && cell.classList.contains("gk-not") ? "no longer" : `before: ${before.words || "empty"}`;
    cell.classList.add("gk-changed");
    cell.append(make("span", { class: "gk-was" }, words));
  }
}
