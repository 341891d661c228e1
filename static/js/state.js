// What the reader sees, as one small store that mirrors itself in the page's address.
//
//   const state = pageState({ theme: "auto" });      // the same store for map and panel
//   state.get().selected                             // an event id, or null
//   state.set({ selected: "joint-sea-2025" });
//   const stop = state.subscribe((now, changed) => { if (changed.has("selected")) … });
//
// Keys: hidden (Set of layer keys), selected, hovered (event id or null), window ([from, to] as
// ISO days, or null), theme (auto | light | dark), c ([lon, lat] of the centre, or null), z.
// Address: layers=-closures,-places & sel & from & to & theme & c=lat,lon & z.

const STATE_THEMES = ["auto", "light", "dark"];
const STATE_DAY = /^\d{4}-\d{2}-\d{2}$/;
const STATE_SLUG = /^[a-z0-9]+(-{1,2}[a-z0-9]+)*$/;
const STATE_THEME_KEY = "atlas-theme";
const STATE_WRITE_MS = 200;

const STATE_EMPTY = Object.freeze({
  hidden: new Set(),
  selected: null,
  hovered: null,
  window: null,
  theme: "auto",
  c: null,
  z: null,
});

function sameValue(a, b) {
  if (a === b) return true;
  if (a instanceof Set && b instanceof Set) {
    return a.size === b.size && [...a].every((item) => b.has(item));
  }
  return (
    Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((x, i) => x === b[i])
  );
}

function readLayers(text, hidden) {
  const result = new Set(hidden);
  for (const word of text.split(",").slice(0, 40)) {
    const key = word.startsWith("-") ? word.slice(1) : word;
    if (!STATE_SLUG.test(key)) continue;
    if (key === word) result.delete(key);
    else result.add(key);
  }
  return result;
}

function readCentre(text) {
  const [lat, lon] = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 540 ? [lon, lat] : null;
}

/** The part of the state that a query string tells; unknown or broken values are left out. */
export function stateFromQuery(search, defaults = STATE_EMPTY) {
  const query = new URLSearchParams(search);
  const found = {};
  if (query.has("layers")) found.hidden = readLayers(query.get("layers"), defaults.hidden);
  if (STATE_SLUG.test(query.get("sel") ?? "")) found.selected = query.get("sel");
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (STATE_DAY.test(from) && STATE_DAY.test(to) && from <= to) found.window = [from, to];
  if (STATE_THEMES.includes(query.get("theme"))) found.theme = query.get("theme");
  const centre = readCentre(query.get("c") ?? "");
  if (centre) found.c = centre;
  const zoom = query.get("z") ? Number(query.get("z")) : NaN;
  if (zoom >= 0 && zoom <= 18) found.z = zoom;
  return found;
}

/** The query string of a state; keys that hold their default are left out, foreign keys stay. */
export function queryFromState(state, defaults = STATE_EMPTY, search = "") {
  const query = new URLSearchParams(search);
  const put = (key, value) => (value == null ? query.delete(key) : query.set(key, value));
  const layers = [
    ...[...state.hidden].filter((key) => !defaults.hidden.has(key)).map((key) => `-${key}`),
    ...[...defaults.hidden].filter((key) => !state.hidden.has(key)),
  ];
  put("layers", layers.length ? layers.join(",") : null);
  put("sel", state.selected === defaults.selected ? null : state.selected);
  put("from", state.window ? state.window[0] : null);
  put("to", state.window ? state.window[1] : null);
  put("theme", state.theme === defaults.theme ? null : state.theme);
  put("c", state.c ? `${state.c[1].toFixed(3)},${state.c[0].toFixed(3)}` : null);
  put("z", state.z == null ? null : String(Math.round(state.z * 100) / 100));
  const text = query.toString().replace(/%2C/g, ",");
  return text ? `?${text}` : "";
}

/** Whether the page is an embed: it looks as its host asks, not as its reader chose elsewhere. */
export function isEmbedded() {
  return document.documentElement.classList.contains("is-embed");
}

// A sandboxed frame has neither storage nor an address of its own: the state then lives in memory.
function rememberedTheme() {
  if (isEmbedded()) return null;
  try {
    const theme = localStorage.getItem(STATE_THEME_KEY);
    return STATE_THEMES.includes(theme) ? theme : null;
  } catch {
    return null;
  }
}

function rememberTheme(theme) {
  if (isEmbedded()) return;
  try {
    localStorage.setItem(STATE_THEME_KEY, theme);
  } catch {
    // Nothing to remember it in.
  }
}

function writeAddress(state, defaults) {
  try {
    const { pathname, search, hash } = window.location;
    const query = queryFromState(state, defaults, search);
    if (query !== search) history.replaceState(history.state, "", pathname + query + hash);
  } catch {
    // No address to write to.
  }
}

/** A store with get, set and subscribe; `address: false` keeps it out of the page's address. */
export function createState(defaults = {}, { address = true } = {}) {
  const base = { ...STATE_EMPTY, ...defaults, hidden: new Set(defaults.hidden ?? []) };
  const theme = address ? rememberedTheme() : null;
  const query = address ? stateFromQuery(window.location.search, base) : {};
  let state = Object.freeze({ ...base, ...(theme && { theme }), ...query });
  const listeners = new Set();
  let timer = 0;

  function set(patch) {
    const changed = new Set(Object.keys(patch).filter((key) => !sameValue(state[key], patch[key])));
    if (!changed.size) return;
    state = Object.freeze({ ...state, ...patch });
    if (changed.has("theme")) rememberTheme(state.theme);
    const addressed = [...changed].some((key) => key !== "hovered");
    if (address && addressed && !timer) {
      timer = setTimeout(() => {
        timer = 0;
        writeAddress(state, base);
      }, STATE_WRITE_MS);
    }
    for (const listener of [...listeners]) listener(state, changed);
  }

  function subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return { get: () => state, set, subscribe, defaults: base };
}

let theState = null;

/** The one state of the page: whoever asks first makes it, everybody shares it. */
export function pageState(defaults = {}, options = {}) {
  theState ??= createState(defaults, options);
  return theState;
}
