// A page or embed of a pinned edition says when there is a newer one, and what changed.

import { element } from "./dom.js";

const PIN_MOST = 4;
const PIN_UNDER = ["zones", "basemap"];
const PIN_WORDS = { added: "added", removed: "removed" };

function pinWords({ name, what, fields }) {
  return `${name} (${PIN_WORDS[what] ?? fields.join(", ").replaceAll("_", " ")})`;
}

// What changed of the page's own year or event, and of what lies under every map, first; the rest
// is counted.
function changeWords(changes, { pinYear, pinEvent }) {
  if (!pinYear) return `changed: ${changes.length} ${changes.length === 1 ? "entry" : "entries"}`;
  const here = changes.filter(({ id, kind, year, event }) =>
    PIN_UNDER.includes(kind) || (pinEvent ? id === pinEvent || event === pinEvent : String(year) === pinYear),
  );
  const shown = here.slice(0, PIN_MOST).map(pinWords);
  const rest = changes.length - shown.length;
  if (!shown.length) return `nothing on this page changed, ${rest} elsewhere`;
  return `changed here: ${shown.join("; ")}${rest ? `; and ${rest} more` : ""}`;
}

async function tellNewer(note) {
  const { editions } = note.dataset;
  if (!editions) return;
  const answer = await fetch(editions);
  if (!answer.ok) return;
  const { newest, changes } = await answer.json();
  if (newest === note.dataset.pin) return;
  const link = element("a", { href: note.dataset.newest, target: note.dataset.target }, `a newer edition, ${newest}`);
  const told = changes ? `: ${changeWords(changes, note.dataset)}` : "";
  note.replaceChildren(`Edition ${note.dataset.pin}, pinned. There is `, link, `${told}.`);
  note.hidden = false;
}

/** Completes the notes of a pinned page; without an answer they stay as they are. */
export function startPinNotes() {
  for (const note of document.querySelectorAll("[data-pin]")) tellNewer(note).catch(() => {});
}
