// Popups of events and closures: facts and sources, in text nodes only.

import { fullSpan, spanText } from "./dates.js";
import { element, webAddress } from "./dom.js";

const CERTAINTY_WORDS = {
  announced: "announced coordinates",
  "named-area": "derived from a named area",
  described: "described in words",
  "one-side": "claimed by one side only",
};
const EVIDENCE_WORDS = {
  verified: "verified: two sources of different origin",
  "single-source": "single source",
  background: "background",
  "not-found": "not found",
};

/** A term and its text for a list of facts; nothing where there is no text. */
export function fact(term, value) {
  if (!value) return [];
  return [element("dt", {}, term), element("dd", {}, value)];
}

function listWords(items) {
  return (items ?? []).filter(Boolean).join(", ");
}

function whereWords(position) {
  if (!position) return "";
  return `${position.label}, ± ${position.uncertainty_nm} nm`;
}

/** The sources of a record as a list; what must not be linked is printed only. */
export function sourceList(sources) {
  const items = (sources ?? []).map((source) => {
    const words = listWords([source.publisher, source.date]);
    const address = source.link === false ? null : webAddress(source.url);
    const title = address
      ? element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, source.title)
      : element("span", {}, source.title);
    return element("li", {}, title, element("span", { class: "atlas-source-by" }, ` ${words}`));
  });
  const count = items.length === 1 ? "1 source" : `${items.length} sources`;
  return element(
    "details",
    { class: "atlas-sources" },
    element("summary", {}, count),
    element("ol", {}, ...items),
  );
}

function waypointFacts(waypoint) {
  if (!waypoint) return [];
  return [
    ...fact("Fix", waypoint.name),
    ...fact("Reported", waypoint.when_reported || waypoint.date),
    ...fact("Who", waypoint.who),
    ...fact("What", waypoint.why),
    ...fact("Known to", `± ${waypoint.uncertainty_nm} nm`),
  ];
}

// As mapper/forces.py has it: each state with what the sources add, then those only counted.
function stateWords({ participants, participants_note: others }, states) {
  const words = (participants ?? []).map(({ state, note }) => {
    const name = states?.[state] ?? state;
    return note ? `${name} (${note})` : name;
  });
  return [listWords(words), others].filter(Boolean).join("; ");
}

function eventFacts(group, waypoint) {
  const { record } = group;
  const holder = group.part ?? record;
  return element(
    "dl",
    {},
    ...waypointFacts(waypoint),
    ...fact("Position", whereWords(holder.position)),
    ...fact("As reported", waypoint ? "" : record.place_reported),
    ...fact("Basis", CERTAINTY_WORDS[record.certainty]),
    ...fact("Ports", listWords(record.ports)),
    ...fact("Evidence", EVIDENCE_WORDS[record.evidence?.overall]),
  );
}

/** The popup of an exercise, a part of one, or a patrol; waypoint: the fix that was clicked. */
export function eventPopup(group, waypoint, { services, states }) {
  const { record } = group;
  const who = stateWords(record, states);
  const when = fullSpan(record);
  const page = services?.events && /^[\w-]+$/.test(record.id) ? services.events.replace("{id}", record.id) : null;
  return element(
    "article",
    { class: "atlas-card" },
    element("h3", {}, group.name, group.part ? `: ${group.part.label}` : ""),
    element("p", { class: "atlas-card-when" }, [who, when].filter(Boolean).join(" · ")),
    eventFacts(group, waypoint),
    sourceList(record.sources),
    page ? element("p", {}, element("a", { href: page }, "Everything known")) : null,
  );
}

/** The popup of a closed area. */
export function closurePopup(group) {
  const { record } = group;
  const when = spanText(record.start, record.end) || String(record.year);
  return element(
    "article",
    { class: "atlas-card" },
    element("h3", {}, `Closed area, ${record.year}`),
    element("p", { class: "atlas-card-when" }, `${record.hazard} · ${when}`),
    element(
      "dl",
      {},
      ...fact("Warning", group.name),
      ...fact("Authority", record.authority),
      ...fact("In force", record.window),
      ...fact("As printed", record.verbatim),
    ),
    element("p", { class: "atlas-card-note" }, "Shown with its own year; not the area of another."),
    sourceList(record.sources),
  );
}
