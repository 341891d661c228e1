// Tables that sort by the column whose heading is pressed.

const TABLE_WORDS = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function cellKey(row, column) {
  const cell = row.cells[column];
  return cell ? (cell.dataset.sort ?? cell.textContent.trim()) : "";
}

function compareKeys(a, b) {
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return TABLE_WORDS.compare(a, b);
}

function sortTable(table, column, heading) {
  const descending = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, key: cellKey(row, column) }));
  rows.sort((a, b) => (descending ? -1 : 1) * compareKeys(a.key, b.key));
  body.append(...rows.map(({ row }) => row));
}

export function startTables() {
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    [...table.tHead.rows[0].cells].forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort-button";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sortTable(table, column, heading));
      heading.append(button);
    });
  }
}
