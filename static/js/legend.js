// The legend, which is the layer switch: a button for each layer that this map has.

import { element, svgElement } from "./dom.js";

const LEGEND_NARROW_PX = 640;

function sample(...nodes) {
  return svgElement(
    "svg",
    { class: "atlas-sample", width: 30, height: 18, viewBox: "0 0 30 18", "aria-hidden": "true" },
    ...nodes,
  );
}

function lineSample(symbol, chevron = false) {
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

function discSample(symbol, dot) {
  const disc = svgElement("circle", { cx: 15, cy: 9, r: 7, class: `atlas-sym-${symbol}` });
  const layer = symbol.startsWith("counterpart") ? "counterparts" : "exercises-reported";
  const middle = svgElement("circle", { cx: 15, cy: 9, r: 2, class: `atlas-dot-${layer}` });
  return dot ? sample(disc, middle) : sample(disc);
}

function textSample(text, className) {
  return sample(svgElement("text", { x: 15, y: 13, "text-anchor": "middle", class: className }, text));
}

function hatchSample(name) {
  const box = { x: 1, y: 3, width: 28, height: 12, fill: `url(#atlas-hatch-${name})` };
  return sample(svgElement("rect", { ...box, class: "atlas-sample-hatch" }));
}

function gridSample() {
  return sample(svgElement("path", { d: "M8 2V16M22 2V16M2 6H28M2 13H28", class: "atlas-sample-grid" }));
}

// What a row says besides its layer's name, where the map has it: [symbol, sample, words].
const LEGEND_NOTES = {
  "exercises-reported": [
    ["exercise-theatre", () => discSample("exercise-theatre"), "somewhere in a wide area"],
    ["exercise-between-fixes", () => lineSample("exercise-between-fixes", true), "track of the ships"],
  ],
  counterparts: [
    ["counterpart-theatre", () => discSample("counterpart-theatre"), "somewhere in a wide area"],
  ],
  "patrol-tracks": [
    ["patrol-not-reported", () => lineSample("patrol-not-reported", true), "path not reported"],
    ["patrol-approach", () => lineSample("patrol-approach", true), "approach and return"],
    ["patrol-approach-fixes", () => lineSample("patrol-approach-fixes", true), "… between fixes"],
  ],
  "eez-limits": [
    ["eez-median", () => lineSample("eez-median"), "median line"],
    ["eez-200nm", () => lineSample("eez-200nm"), "200 nm"],
    ["eez-other", () => lineSample("eez-other"), "basis not stated"],
  ],
  "overlapping-claims": [["hatch-joint", () => hatchSample("joint"), "shared by agreement"]],
  "territorial-sea": [["contiguous", () => lineSample("contiguous"), "contiguous zone, 24 nm"]],
  "air-patrols": [
    ["air-patrol-approach", () => lineSample("air-patrol-approach"), "approach and return"],
  ],
};

const LEGEND_SAMPLES = {
  "exercises-reported": () => discSample("exercise-reported", true),
  "exercises-announced": () => areaSample("exercise-announced"),
  counterparts: () => discSample("counterpart-reported", true),
  "patrol-tracks": () => lineSample("patrol-between-fixes", true),
  "air-patrols": () => lineSample("air-patrol"),
  regions: () => areaSample("region-corridor"),
  closures: () => areaSample("closure"),
  "eez-limits": () => lineSample("eez-agreed"),
  "overlapping-claims": () => hatchSample("disputed"),
  "territorial-sea": () => lineSample("territorial"),
  places: () => textSample("Aa", "atlas-sample-sea"),
  graticule: gridSample,
};

function legendRow(layer, name, symbols, toggle) {
  const told = symbols.has("patrol-between-fixes") ? "" : "patrol-not-reported";
  const notes = (LEGEND_NOTES[layer] ?? []).filter(
    ([symbol]) => symbols.has(symbol) && symbol !== told,
  );
  const row = (picture, words, className) =>
    element("span", { class: className }, picture, element("span", {}, words));
  return element(
    "button",
    { type: "button", class: "atlas-legend-row", "data-layer": layer, click: () => toggle(layer) },
    row(legendSample(layer, symbols), name, "atlas-legend-line"),
    ...notes.map(([, make, words]) => row(make(), words, "atlas-legend-line atlas-legend-note")),
  );
}

// Solid lines are named by what makes them solid; a map without any says what its dashes mean.
function legendName(key, name, symbols) {
  if (key === "eez-limits") return `${name}, agreed`;
  if (key === "territorial-sea" && !symbols.has("territorial")) return `${name}: zoom in`;
  if (key !== "patrol-tracks") return name;
  return symbols.has("patrol-between-fixes")
    ? `${name}, between reported fixes`
    : `${name}, path not reported`;
}

function legendSample(layer, symbols) {
  const dashed = layer === "patrol-tracks" && !symbols.has("patrol-between-fixes");
  return dashed ? lineSample("patrol-not-reported", true) : LEGEND_SAMPLES[layer]();
}

/**
 * Adds the legend to a map.
 *
 * names: [layer key, words] in order; update(layers, symbols) tells which layers and symbols the
 * map has; offerViews(views, current, onChange) adds the choice of whose claims count, as
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
  const toggleFold = () => open(body.hidden);
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
      .map(([key, name]) => legendRow(key, legendName(key, name, symbols), symbols, toggle));
    list.replaceChildren(...rows);
    press();
  }

  const control = L.control({ position: "topright" });
  control.onAdd = () => box;
  control.addTo(map);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  state.subscribe((now, changed) => changed.has("hidden") && press());
  open(map.getSize().x >= LEGEND_NARROW_PX);
  return { update, offerViews, toggleFold };
}
