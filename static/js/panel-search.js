// Search as one types; without script the form is sent and the server answers with a page.

import { element } from "./dom.js";

const SEARCH_WAIT_MS = 160;

function searchSwatch(symbol, layer) {
  const template = document.getElementById(`swatch-${symbol}`);
  const swatch = template.content.firstElementChild.cloneNode(true);
  swatch.setAttribute("class", `swatch k-${layer}`);
  return swatch;
}

function searchItem(found) {
  const matches = found.matched.map((match) =>
    element("span", { class: "match" },
      element("span", { class: "match-what" }, match.what), " ", element("bdi", {}, match.text)),
  );
  const link = element("a", { href: found.url }, found.name);
  const facts = element("span", { class: "muted" }, `${found.kind} · ${found.dates}`);
  return element("li", {}, searchSwatch(found.symbol, found.layer),
    element("div", {}, link, " ", facts, matches));
}

function keepQuery(query) {
  try {
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  } catch {
    // A sandboxed frame has no address to keep it in.
  }
}

function showFound(answer) {
  const events = answer.count === 1 ? "event" : "events";
  const count = document.getElementById("results-count");
  count.textContent = `${answer.count} ${events} for “${answer.query}”`;
  document.getElementById("results-list").replaceChildren(...answer.results.map(searchItem));
}

export function startSearch() {
  const field = document.getElementById("q");
  const results = document.getElementById("results");
  if (!results || !field?.form.dataset.search) return;
  let timer = 0;
  let running = null;
  const search = async () => {
    const query = field.value.trim();
    running?.abort();
    keepQuery(query);
    results.hidden = !query;
    if (!query) return;
    running = new AbortController();
    try {
      const url = `${field.form.dataset.search}?q=${encodeURIComponent(query)}`;
      const answer = await fetch(url, { signal: running.signal });
      if (answer.ok) showFound(await answer.json());
    } catch {
      // Aborted by the next letter, or no network: the form still sends.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, SEARCH_WAIT_MS);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
}
