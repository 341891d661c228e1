// Popups of what is compared: an edition with its figures, and a shift in one sentence.

import { eventSpan } from "./dates.js";
import { element } from "./dom.js";
import { fact } from "./popups.js";

function rangeWords(low, high) {
  if (low == null) return "";
  const words = [low, high].map((value) => Math.round(value).toLocaleString("en"));
  return words[0] === words[1] ? `${words[0]} nm` : `${words.join("–")} nm`;
}

function daysWords(low, high) {
  if (low == null) return "";
  return low === high ? String(low) : `${low}–${high}`;
}

/** The popup of one edition of what is compared. */
export function comparedPopup(group, { services }) {
  const { record } = group;
  const unsure = record.uncertainty_nm ? `, ± ${record.uncertainty_nm} nm` : "";
  const page = services?.events && /^[\w-]+$/.test(group.id) ? services.events.replace("{id}", group.id) : null;
  return element(
    "article",
    { class: "atlas-card" },
    element("h3", {}, record.name),
    element("p", { class: "atlas-card-when" }, eventSpan(record)),
    element(
      "dl",
      {},
      ...fact("Place", record.place ? record.place + unsure : ""),
      ...fact(`From ${record.coast ?? "the coast"}`, rangeWords(record.coast_low_nm, record.coast_high_nm)),
      ...fact("Days at sea", daysWords(record.sea_days_low, record.sea_days_high)),
      ...fact("Ships named", record.ships_by_flag),
      ...fact("Zones", record.zones),
    ),
    page ? element("p", {}, element("a", { href: page }, "Everything known")) : null,
  );
}

/** The popup of a shift. */
export function shiftPopup({ record }) {
  return element(
    "article",
    { class: "atlas-card" },
    element("h3", {}, "Shift"),
    element("p", {}, record.sentence),
    element("p", { class: "atlas-card-note" }, "The geodesic between the two reported positions; the range is less and plus both uncertainties."),
  );
}
