// The messages of a reading as cards, from the values of the server: as templates/_warning.html.

import { element } from "./dom.js";
import { clockWords, windowWords } from "./warning-times.js";

const SHOWN_WINDOWS = 6;

function cardTable(caption, label, heads, rows) {
  const head = element("tr", {}, ...heads.map((words) => element("th", { scope: "col" }, words)));
  const whole = element(
    "table",
    { class: "data-table" },
    element("caption", {}, caption),
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  );
  return element("div", { class: "table-scroll", tabindex: 0, role: "region", "aria-label": label }, whole);
}

function windowRow(line, key, clock, local) {
  const note = line.note ? element("span", { class: "muted" }, ` (${line.note})`) : null;
  const cells = [element("td", {}, line.utc, note)];
  if (local) cells.push(element("td", {}, windowWords(line, key, clock)));
  return element("tr", {}, ...cells);
}

/** The times of a message, on a chosen clock beside UTC. */
export function timesTable({ name, windows, clock, more_windows: left }, key) {
  if (!windows.length) return [];
  const local = clockWords(key, clock);
  const heads = local ? ["UTC", local] : ["UTC"];
  const rows = windows.map((line) => windowRow(line, key, clock, local));
  const first = cardTable("In force", `Times of ${name}`, heads, rows.slice(0, SHOWN_WINDOWS));
  const rest = rows.slice(SHOWN_WINDOWS);
  if (!rest.length) return [first];
  const words = `${rest.length} more windows${left ? `, and ${left} that are not listed` : ""}`;
  const more = cardTable("In force, the rest", `Further times of ${name}`, heads, rest);
  return [first, element("details", {}, element("summary", {}, words), more)];
}

function coastTable({ key, measured }) {
  if (!measured.coasts.length) return null;
  const rows = measured.coasts.map(({ name, part, coast, where, territorial, eez }) =>
    element(
      "tr",
      { class: part ? "row-part" : null },
      element("th", { scope: "row" }, name),
      ...[coast, where, territorial, eez].map((text) => element("td", {}, text)),
    ),
  );
  const heads = ["State", "Coast", "Nearest point", "Territorial sea", "EEZ"];
  const shared = measured.shared.length
    ? element("p", {}, `Where several states claim: ${measured.shared.join("; ")}.`)
    : null;
  return element(
    "details",
    {},
    element("summary", {}, "From whose coast and waters"),
    cardTable("From the edge of the area, in nautical miles. Zones are claims", `Distances of area ${key}`, heads, rows),
    shared,
  );
}

function recurrenceLine({ recurs, places }) {
  if (!places.length) return null;
  const links = places.flatMap(({ words, address }, index) => [
    index ? "; " : "",
    element("a", { href: address }, words),
  ]);
  return element("p", { class: "recurs" }, element("strong", {}, recurs || "In the atlas"), ": ", ...links);
}

function areaCard(area) {
  const { key, label, words, corners, drawn, measured } = area;
  const size = measured.size ? `, ${measured.size}` : "";
  const title = element("h3", {}, label ? element("bdi", {}, label) : null, label ? ": " : "", words, size);
  const rows = corners.map((corner) =>
    element("li", { id: `corner-${corner.key}`, "data-corner": corner.key }, corner.position),
  );
  return element(
    "section",
    { class: "area", "aria-label": `Area ${key}` },
    title,
    measured.sentence ? element("p", {}, measured.sentence) : null,
    recurrenceLine(measured),
    measured.note ? element("p", { class: "muted" }, measured.note) : null,
    drawn ? null : element("p", { class: "muted" }, "Not drawn: the text gives no extent."),
    rows.length ? element("ol", { class: "corners" }, ...rows) : null,
    coastTable(area),
  );
}

function doubtRow({ key, code, message, excerpt, line }) {
  const place = ["(line ", String(line), ": “", element("bdi", {}, excerpt), "”)"];
  const show = { type: "button", class: "as-link doubt-place", "data-doubt": key };
  return element(
    "li",
    { id: `doubt-${key}` },
    element("strong", {}, code.replaceAll("-", " ")),
    `: ${message} `,
    element("button", show, ...place),
  );
}

/** The card of a message; key: the clock of its times. */
export function messageCard(message, key) {
  const { number, colour, name, state, facts, areas, doubts } = message;
  const id = `message-${number}`;
  const rows = facts.map(([term, text]) => element("div", {}, element("dt", {}, term), element("dd", {}, text)));
  const attributes = { class: `message w-${colour}`, id, "data-event": `m${number}`, "aria-labelledby": `${id}-name` };
  return element(
    "section",
    attributes,
    element("h2", { id: `${id}-name` }, element("span", { class: "badge" }, String(number)), " ", element("bdi", {}, name)),
    element("p", { class: `state state-${state.key}` }, state.words),
    element("dl", { class: "facts" }, ...rows),
    element("div", { class: "times" }, ...timesTable(message, key)),
    ...areas.map(areaCard),
    doubts.length ? element("h3", {}, "Doubts") : null,
    doubts.length ? element("ul", { class: "doubts" }, ...doubts.map(doubtRow)) : null,
  );
}
