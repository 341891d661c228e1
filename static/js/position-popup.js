// The popup of a place on the sea: its position in three notations, to copy, and the nearest coast.

import { copyText, element } from "./dom.js";
import { boundLongitude, ddmText, decimalText, dmsText } from "./positions.js";
import { askPosition } from "./sources.js";

const COMPASS_WORDS = [
  "north",
  "north-east",
  "east",
  "south-east",
  "south",
  "south-west",
  "west",
  "north-west",
];
const LOOKING = "Nearest coast: looking…";
const COPIED_MS = 1500;

/** The word for a bearing. */
export function compassWord(degrees) {
  return COMPASS_WORDS[Math.round((((degrees % 360) + 360) % 360) / 45) % 8];
}

function copyRow(name, text) {
  const button = element("button", { type: "button", class: "atlas-copy" }, "Copy");
  button.setAttribute("aria-label", `Copy ${name}: ${text}`);
  button.addEventListener("click", async () => {
    button.textContent = (await copyText(text)) ? "Copied" : "Not allowed";
    setTimeout(() => {
      button.textContent = "Copy";
    }, COPIED_MS);
  });
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    element("td", {}, element("code", {}, text)),
    element("td", {}, button),
  );
}

function coastWords(answer, states) {
  const coast = answer.nearest_coast;
  if (answer.on_land) return "On land, as the basemap draws it.";
  if (!coast) return "";
  const distance = coast.distance_nm < 10 ? coast.distance_nm.toFixed(1) : Math.round(coast.distance_nm);
  const km = Math.round(coast.distance_nm * 1.852);
  const state = states?.[coast.state] ?? coast.state;
  const where = [coast.name, state].filter((word, index, all) => word && all.indexOf(word) === index);
  const way = compassWord(coast.bearing_deg);
  return `Nearest coast: ${where.join(", ")}, ${distance} nm (${km} km) to the ${way}.`;
}

function zoneWords(answer) {
  if (answer.on_land || !answer.zones) return "";
  if (!answer.zones.length) return "No zone is known here.";
  const names = answer.zones.map(({ name }) => name);
  return `Inside the claimed ${names.join(", ")}.`;
}

/**
 * The popup's content; coast and zone are filled in when the server has answered.
 *
 * folded: the notations wait behind their first, below a thing that was pointed at.
 */
export function positionPopup({ lon, lat, view }, { services, states }, { folded = false, onGrow }) {
  const east = boundLongitude(lon);
  const looking = services?.position ? LOOKING : "";
  const coast = element("p", { class: "atlas-coast", "aria-live": "polite" }, looking);
  const zone = element("p", { class: "atlas-coast", "aria-live": "polite" });
  const rows = [
    copyRow("DDM", ddmText(east, lat)),
    copyRow("DMS", dmsText(east, lat)),
    copyRow("Decimal", decimalText(east, lat)),
  ];
  const table = element("table", {}, element("tbody", {}, ...rows));
  const head = folded
    ? [element("details", {}, element("summary", {}, `Position: ${ddmText(east, lat)}`), table)]
    : [element("h3", {}, "Position (WGS 84)"), table];
  const card = element("article", { class: "atlas-card atlas-card-position" }, ...head, zone, coast);
  askPosition(services, east, lat, view).then((answer) => {
    zone.textContent = answer ? zoneWords(answer) : "";
    coast.textContent = answer ? coastWords(answer, states) : "";
    onGrow();
  });
  return card;
}
