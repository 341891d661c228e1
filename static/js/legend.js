// The legend, which is the layer switch: a button for each layer that this map has.

import { element, svgElement } from "./dom.js";
import { WIDE_MAP_PX } from "./flying.js";

/** The small drawing beside the words of a row. */
export function sample(...nodes) {
  return svgElement(
    "svg",
    { class: "atlas-sample", width: 30, height: 18, viewBox: "0 0 30 18", "aria-hidden": "true" },
    ...nodes,
  );
}

function lineSample(symbol) {
  const chevron = /^(patrol|exercise)-/.test(symbol);
  const line = svgElement("path", { d: "M1 9H29", class: `atlas-sym-${symbol}` });
  const arrow = svgElement("path", {
    d: "M13 5.2L17.5 9L13 12.8",
    class: `atlas-chevron atlas-sym-${symbol}-chevron`,
  });
  return chevron ? sample(line, arrow) : sample(line);
}

function areaSample(symbol) {
  return sample(svgElement("rect", { x: 1, y: 3, width: 28, height: 12, class: `atlas-sym-${symbol}` }));
}

function discSample(symbol, dot = null) {
  const disc = svgElement("circle", { cx: 15, cy: 9, r: 7, class: `atlas-sym-${symbol}` });
  const middle = svgElement("circle", { cx: 15, cy: 9, r: 2, class: `atlas-dot-${dot}` });
  return dot ? sample(disc, middle) : sample(disc);
}

function textSample(text, className) {
  return sample(svgElement("text", { x: 15, y: 13, "text-anchor": "middle", class: className }, text));
}

function hatchSample(symbol) {
  const box = { x: 1, y: 3, width: 28, height: 12, fill: `url(#atlas-${symbol})` };
  return sample(svgElement("rect", { ...box, class: "atlas-sample-hatch" }));
}

function gridSample() {
  return sample(svgElement("path", { d: "M8 2V16M22 2V16M2 6H28M2 13H28", class: "atlas-sample-grid" }));
}

const LEGEND_WIDE = "somewhere in a wide area";
const trackKinds = (family, layer) => [
  [`${family}-between-fixes`, lineSample, "between reported fixes", `${layer}, between reported fixes`],
  [`${family}-not-reported`, lineSample, "path not reported", `${layer}, path not reported`],
  [`${family}-approach`, lineSample, "approach and return", `${layer}, approach and return`],
  [`${family}-approach-fixes`, lineSample, "… between fixes", `${layer}, approach between fixes`],
];
const SHIPS = "track of the ships";
const SHIP_KINDS = trackKinds("exercise", `Exercise, ${SHIPS}`).map(([symbol, make, words, lead]) => [
  symbol,
  make,
  symbol.endsWith("between-fixes") ? SHIPS : `${SHIPS}, ${words}`,
  lead,
]);

// What the symbols of an event's layer say: [symbol, sample, words below another row, words where
// it is the first of its layer, else the layer's own name].
const LEGEND_KINDS = {
  "exercises-reported": [
    ["exercise-reported", (name) => discSample(name, "exercises-reported")],
    ["exercise-theatre", discSample, LEGEND_WIDE, `Exercise, ${LEGEND_WIDE}`],
    ...SHIP_KINDS,
  ],
  "exercises-announced": [["exercise-announced", areaSample], ...SHIP_KINDS],
  counterparts: [
    ["counterpart-announced", areaSample, "announced limits", "Allied exercise, announced limits"],
    ["counterpart-reported", (name) => discSample(name, "counterparts"), "place as reported"],
    ["counterpart-theatre", discSample, LEGEND_WIDE, `Allied exercise, ${LEGEND_WIDE}`],
    ...SHIP_KINDS,
  ],
  "eez-limits": [
    ["eez-agreed", lineSample, "agreed", "EEZ limit, agreed"],
    ["eez-median", lineSample, "median line", "EEZ limit, median line"],
    ["eez-200nm", lineSample, "200 nm", "EEZ limit, 200 nm"],
    ["eez-other", lineSample, "basis not stated", "EEZ limit, basis not stated"],
  ],
  "overlapping-claims": [
    ["hatch-disputed", hatchSample],
    ["hatch-joint", hatchSample, "shared by agreement", "Shared by agreement"],
  ],
  "territorial-sea": [
    ["territorial", lineSample],
    ["contiguous", lineSample, "contiguous zone, 24 nm", "Contiguous zone, 24 nm"],
  ],
  "patrol-tracks": trackKinds("patrol", "Naval patrol"),
  "air-patrols": [
    ["air-patrol", lineSample],
    ["air-patrol-approach", lineSample, "approach and return", "Air patrol, approach and return"],
  ],
  regions: [
    ["region-corridor", areaSample],
    ["region-theatre", discSample, LEGEND_WIDE, `Naval patrol, ${LEGEND_WIDE}`],
    ["air-corridor", areaSample, "the same of an air patrol", "Where an air patrol may have been"],
    ["air-theatre", discSample, `air patrol, ${LEGEND_WIDE}`, `Air patrol, ${LEGEND_WIDE}`],
  ],
};

const LEGEND_SAMPLES = {
  closures: () => areaSample("closure"),
  warnings: () => areaSample("warning-1"),
  places: () => textSample("Aa", "atlas-sample-sea"),
  graticule: gridSample,
};

/** The lines of a layer's row, as [sample, words]: one for each symbol that the map has of it. */
function legendLines(layer, name, symbols) {
  const kinds = LEGEND_KINDS[layer];
  if (!kinds) return [[LEGEND_SAMPLES[layer](), name]];
  const drawn = kinds.filter(([symbol]) => symbols.has(`${layer} ${symbol}`));
  const shown = drawn.length ? drawn : kinds.slice(0, 1);
  if (!drawn.length && layer === "territorial-sea") return [[shown[0][1](shown[0][0]), `${name}: zoom in`]];
  return shown.map(([symbol, make, words, lead], index) => [
    make(symbol),
    index ? words : (lead ?? name),
  ]);
}

function legendRow([layer, name, sampleOf], symbols, toggle) {
  const rows = sampleOf ? [[sampleOf(), name]] : legendLines(layer, name, symbols);
  const lines = rows.map(([picture, words], index) => {
    const note = index ? " atlas-legend-note" : "";
    const className = `atlas-legend-line${note}`;
    return element("span", { class: className }, picture, element("span", {}, words));
  });
  return element(
    "button",
    { type: "button", class: "atlas-legend-row", "data-layer": layer, click: () => toggle(layer) },
    ...lines,
  );
}

/**
 * Adds the legend to a map.
 *
 * names: [layer key, words] in order, with a function that draws the sample of a layer of its own; update(layers, symbols) tells which layers the map has, and
 * which symbols, each after its layer and a blank. It stands open on a wide map, until the reader
 * folds or opens it; offerViews(views, current, onChange) adds the choice of whose claims count, as
 * [code, words].
 */
export function addLegend(map, state, names, onFold) {
  const list = element("div", { class: "atlas-legend-list", id: "atlas-legend-list" });
  const fold = element(
    "button",
    { type: "button", class: "atlas-legend-fold", "aria-controls": list.id },
    element("span", {}, "On this map"),
    element("span", { class: "atlas-legend-hint" }, " (click to hide)"),
  );
  const claims = element("div", { class: "atlas-legend-claims" });
  const body = element("div", { class: "atlas-legend-body" }, list, claims);
  const box = element("section", { class: "atlas-legend", "aria-label": "Legend" }, fold, body);
  const open = (wanted) => {
    fold.setAttribute("aria-expanded", String(wanted));
    body.hidden = !wanted;
    box.classList.toggle("is-folded", !wanted);
    onFold();
  };
  let chosen = false;
  const toggleFold = () => {
    chosen = true;
    open(body.hidden);
  };
  const fit = () => chosen || open(map.getSize().x > WIDE_MAP_PX);
  fold.addEventListener("click", toggleFold);

  function toggle(layer) {
    const hidden = new Set(state.get().hidden);
    if (!hidden.delete(layer)) hidden.add(layer);
    state.set({ hidden });
  }

  function press() {
    for (const row of list.children) {
      row.setAttribute("aria-pressed", String(!state.get().hidden.has(row.dataset.layer)));
    }
  }

  function offerViews(views, current, onChange) {
    const options = views.map(([code, words]) =>
      element("option", { value: code, selected: code === current }, words),
    );
    const select = element("select", { change: (event) => onChange(event.target.value) }, ...options);
    claims.replaceChildren(element("label", {}, "Claims as seen by ", select));
  }

  function update(layers, symbols) {
    const rows = names
      .filter(([key]) => layers.has(key))
      .map((row) => legendRow(row, symbols, toggle));
    list.replaceChildren(...rows);
    press();
  }

  const control = L.control({ position: "topright" });
  control.onAdd = () => box;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  state.subscribe((now, changed) => changed.has("hidden") && press());
  map.on("resize", fit);
  fit();
  return { update, offerViews, toggleFold };
}
