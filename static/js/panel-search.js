// Search as one types; without script the form is sent and the server answers with a page.

const SEARCH_WAIT_MS = 160;

function searchSpan(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

function searchSwatch(symbol, layer) {
  const template = document.getElementById(`swatch-${symbol}`);
  const swatch = template.content.firstElementChild.cloneNode(true);
  swatch.setAttribute("class", `swatch k-${layer}`);
  return swatch;
}

function searchItem(found) {
  const item = document.createElement("li");
  const body = document.createElement("div");
  const link = document.createElement("a");
  link.href = found.url;
  link.textContent = found.name;
  body.append(link, " ", searchSpan("muted", `${found.kind} · ${found.dates}`));
  for (const match of found.matched) {
    const line = searchSpan("match", "");
    const text = document.createElement("bdi");
    text.textContent = match.text;
    line.append(searchSpan("match-what", match.what), " ", text);
    body.append(line);
  }
  item.append(searchSwatch(found.symbol, found.layer), body);
  return item;
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
  if (!field || !results) return;
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
      const url = `/search?q=${encodeURIComponent(query)}`;
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
