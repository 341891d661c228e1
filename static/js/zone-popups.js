// Popups of zone lines and shared areas: whose claim, on what it rests, how well it is known.

import { element } from "./dom.js";
import { fact } from "./popups.js";
import { areaName, basisWords, claimWords, lineTitle } from "./zone-words.js";

const LINE_STATUS_WORDS = {
  verified: "its coordinates were checked against the text",
  "single-source": "its coordinates are from one source",
  background: "its coordinates were not checked against the text",
};
const COMPUTED = "computed: equidistance and 200 nm, not an official limit";
const NO_POSITION = "Limits shown imply no position on any claim.";

function sourceWords(zone, credits) {
  if (zone.method === "official") return credits || "an official file";
  return zone.instrument ? "the agreement's points, drawn by the atlas; not an official limit" : COMPUTED;
}

function accuracyWords(zone) {
  return zone.accuracy_nm == null ? "" : `to about ${zone.accuracy_nm} nm`;
}

/** The popup of a line. */
export function zoneLinePopup(zone, { states }, credits) {
  return element(
    "article",
    { class: "atlas-card atlas-card-zone" },
    element("h3", {}, lineTitle(zone, states)),
    element(
      "dl",
      {},
      ...fact("Named", zone.name),
      ...fact("Rests on", basisWords(zone)),
      ...fact("Agreement", zone.instrument),
      ...fact("Status", zone.instrument ? LINE_STATUS_WORDS[zone.status] : ""),
      ...fact("Known", accuracyWords(zone)),
      ...fact("Source", sourceWords(zone, credits)),
      ...fact("Note", zone.note),
    ),
    element("p", { class: "atlas-card-note" }, NO_POSITION),
  );
}

/** The popup of an area that several states claim or share; names: the name set. */
export function zoneAreaPopup(zone, { states }, names, credits) {
  const joint = zone.shared === "joint";
  return element(
    "article",
    { class: "atlas-card atlas-card-zone" },
    element("h3", {}, joint ? "Joint regime" : "Overlapping claims"),
    element(
      "dl",
      {},
      ...fact("Area", areaName(zone, names)),
      ...fact("Whose", claimWords(zone, states)),
      ...fact("Known", accuracyWords(zone)),
      ...fact("Source", sourceWords(zone, credits)),
      ...fact("Note", zone.note),
    ),
    element("p", { class: "atlas-card-note" }, NO_POSITION),
  );
}

/** A card behind its title, below a thing that was pointed at. */
export function fold({ title, card }) {
  card.querySelector("h3")?.remove();
  return element("details", { class: "atlas-fold" }, element("summary", {}, title), card);
}
