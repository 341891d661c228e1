// Zone lines and hatched areas, between the land and the events; hits are found by geometry, so
// that a line of one pixel can be met by a finger.

import { viewDegrees } from "./basemap.js";
import { svgElement } from "./dom.js";
import { addFrameLayer, mapPane } from "./frame-layer.js";
import { boxesMeet } from "./mercator.js";
import { areaPath, linePath, pixelLine } from "./paths.js";
import { viewBox } from "./shapes.js";
import { nearestOnLines, ringsHold } from "./snapping.js";
import { keepStillZones } from "./still-zones.js";
import { createZoneCells } from "./zone-cells.js";

const ZONE_HIT_PX = 7;
const SPECK_PX = 14;
const ZONE_SYMBOLS = [
  "contiguous",
  "territorial",
  "eez-disputed",
  "eez-other",
  "eez-200nm",
  "eez-median",
  "eez-agreed",
];
const BASIS_SYMBOLS = {
  treaty: "eez-agreed",
  court: "eez-agreed",
  joint: "eez-agreed",
  median: "eez-median",
  "200nm": "eez-200nm",
  disputed: "eez-disputed",
};
const HATCHES = { disputed: "M-2 2L2 -2M0 10L10 0M8 12L12 8", joint: "M-2 8L2 12M0 0L10 10M8 -2L12 2" };

/** The layers that zones belong to, in the order of the legend. */
export const ZONE_LAYERS = ["eez-limits", "overlapping-claims", "territorial-sea"];

/** The symbol of a zone line or area. */
export function zoneSymbol(zone) {
  if (zone.area) return `hatch-${zone.shared}`;
  if (zone.belt === "territorial-sea") return "territorial";
  if (zone.belt === "contiguous-zone") return "contiguous";
  return BASIS_SYMBOLS[zone.basis] ?? "eez-other";
}

/** The layer that a limit or area belongs to. */
export function zoneLayer(zone) {
  if (zone.area) return "overlapping-claims";
  return zone.belt === "territorial-sea" || zone.belt === "contiguous-zone" ? "territorial-sea" : "eez-limits";
}

/** Whether a view takes what several states claim as its own: there is no hatch, no limit. */
export function isOwn(zone, view) {
  if (zone.area) return zone.shared === "disputed" && (zone.claimants ?? []).includes(view);
  return (zone.within ?? []).includes(view);
}

function hatch(name) {
  return svgElement(
    "pattern",
    { id: `atlas-hatch-${name}`, width: 10, height: 10, patternUnits: "userSpaceOnUse" },
    svgElement("path", { d: HATCHES[name], class: "atlas-sym-hatch" }),
  );
}

function createZoneDrawing() {
  const area = (name) =>
    svgElement("path", { class: `atlas-zone-${name}`, fill: `url(#atlas-hatch-${name})`, "fill-rule": "evenodd" });
  const paths = Object.fromEntries([
    ...Object.keys(HATCHES).map((name) => [`hatch-${name}`, area(name)]),
    ...ZONE_SYMBOLS.map((name) => [name, svgElement("path", { class: `atlas-zone atlas-sym-${name}` })]),
  ]);
  const defs = svgElement("defs", {}, ...Object.keys(HATCHES).map(hatch));
  const attributes = { class: "atlas-zones", "aria-hidden": "true" };
  return { paths, svg: svgElement("svg", attributes, defs, ...Object.values(paths)) };
}

function wideRings(zone, view) {
  return zone.belt === "territorial-sea" ? zone.lines.filter((ring) => !isSpeck(ring, view)) : zone.lines;
}

// From afar the discs round islets would be stray strokes of the hatch.
function isSpeck(ring, view) {
  const xs = ring.filter((_, index) => index % 2 === 0);
  return (Math.max(...xs) - Math.min(...xs)) * view.scale < SPECK_PX;
}

function fillPaths(paths, shown, view) {
  const data = Object.fromEntries(Object.keys(paths).map((name) => [name, ""]));
  for (const { zone, turn } of shown) {
    const symbol = zoneSymbol(zone);
    if (zone.area) data[symbol] += areaPath(wideRings(zone, view), view, turn);
    else for (const line of zone.lines) data[symbol] += linePath(pixelLine(line, view, turn), view.bounds);
  }
  for (const [name, path] of Object.entries(paths)) path.setAttribute("d", data[name]);
}

/**
 * Adds the zones to a map.
 *
 * source has zone(level, cell) and zoneLevels; shows(key) tells whether a layer is on, view()
 * whose claims are taken as its own; onDrawn(zones, credits) is told what is there, as [{zone, turn}].
 */
export function addZones(map, { source, shows, view: claims, onDrawn }) {
  const replaceStill = keepStillZones(map, mapPane(map, "atlas-zones", 300));
  const { svg, paths } = createZoneDrawing();
  let shown = [];
  let scale = 1;
  const cells = createZoneCells({
    load: source.zone,
    levels: source.zoneLevels,
    onArrival: () => requestAnimationFrame(() => layer.redraw()),
  });

  function draw(view) {
    const { min } = view.bounds;
    svg.setAttribute("width", view.size.x);
    svg.setAttribute("height", view.size.y);
    svg.setAttribute("viewBox", `${min.x} ${min.y} ${view.size.x} ${view.size.y}`);
    scale = view.scale;
    const wanted = ZONE_LAYERS.some(shows);
    const found = wanted ? cells.inView(view.zoom, viewDegrees(map, view)) : { zones: [], whole: true };
    const seen = viewBox(view);
    shown = found.zones.filter(({ zone, turn }) => {
      const box = [zone.box[0] + turn, zone.box[1], zone.box[2] + turn, zone.box[3]];
      return shows(zoneLayer(zone)) && !isOwn(zone, claims()) && boxesMeet(box, seen);
    });
    fillPaths(paths, shown, view);
    if (found.whole) {
      replaceStill(svg);
      map.getContainer().dataset.zones = "true";
    }
    onDrawn(found.zones, cells.attributions());
  }

  const layer = addFrameLayer(map, { pane: "atlas-zones", make: () => svg, draw });
  /** The line at a position or null, and the areas that it lies in. */
  function at(latlng) {
    const { x, y } = map.project(latlng, 0).divideBy(256);
    const near = nearestOnLines(lines(), [x, y], ZONE_HIT_PX / scale);
    const areas = shown.filter(({ zone, turn }) => zone.area && ringsHold(zone.lines, x - turn, y));
    return { line: near?.owner ?? null, areas: areas.map(({ zone }) => zone) };
  }
  function lines() {
    return shown.filter(({ zone }) => !zone.area).map(({ zone, turn }) => ({ owner: zone, turn, lines: zone.lines, box: zone.box }));
  }
  return { at, lines, credits: () => cells.attributions().join("; "), shown: () => shown, redraw: () => layer.redraw() };
}
