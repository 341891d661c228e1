// Names of places in the atlas's own texts: as mapper/naming.py has it.

// Words of others, and names of their own: they stay as they are.
const QUOTED = new Set(["place_reported", "verbatim", "sources", "names", "also", "aircraft", "id"]);
const LAST_BRACKET = / \([^()]*\)$/;

let chosen = [];
let brackets = new Set();

/** Tells the gazetteer and the name set: neutral, or a state's. */
export function setNaming(collections, nameSet) {
  const places = collections.flatMap((one) => one.features).map(({ properties }) => properties);
  const disputed = places.filter((place) => place.disputed).map((place) => place.names);
  brackets = new Set(disputed.map(({ en }) => LAST_BRACKET.exec(en)?.[0]).filter(Boolean));
  chosen = disputed.map((names) => [names.en, names[`en-${nameSet}`]]).filter(([, own]) => own);
}

/** A label without what it adds in brackets; a bracket that belongs to a name stays. */
export function shortLabel(text) {
  const last = LAST_BRACKET.exec(text)?.[0];
  return !last || brackets.has(last) ? text : text.slice(0, -last.length);
}

/** A record with the places in its own texts as the name set calls them. */
export function renamed(value) {
  if (!chosen.length || value === null) return value;
  if (typeof value === "string") {
    return chosen.reduce((text, [name, own]) => text.replaceAll(name, own), value);
  }
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object") return value;
  const members = Object.entries(value);
  return Object.fromEntries(members.map(([key, one]) => [key, QUOTED.has(key) ? one : renamed(one)]));
}
