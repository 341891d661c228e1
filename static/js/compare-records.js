// The features of a comparison to groups of the map: years by colour, dash and label.

import { eventSpan, firstDay, lastDay } from "./dates.js";
import { element, svgElement } from "./dom.js";
import { geodesicPoint } from "./geodesic.js";
import { sample } from "./legend.js";
import { projectLine, worldX, worldY } from "./mercator.js";
import { finishGroup, projectArea, softCentre, THEATRE_NM } from "./records.js";

const RING_CORNERS = 72;
const LEAST_RING_NM = 0.5;
const YEAR_KEY = /^\d{4}$/;

/** The classes that give a row its colour, and its dash. */
function looksOf({ style, dash }) {
  const hue = `atlas-compared atlas-year-${style}`;
  return { hue, looks: `${hue} atlas-dash-${dash}` };
}

// A disc of uncertainty is given as its position and radius.
function discRing([lon, lat], radiusNm) {
  const radius = Math.max(radiusNm, LEAST_RING_NM);
  const corners = Array.from({ length: RING_CORNERS + 1 }, (_, index) =>
    geodesicPoint([lon, lat], (index * 360) / RING_CORNERS, radius),
  );
  return projectLine(corners, lon);
}

function linesOf(geometry) {
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiLineString" ? geometry.coordinates : [];
}

// Lines that are cut at 180° go on where the one before ended.
function legShapes(lines, symbol) {
  let near = lines[0]?.[0]?.[0];
  return lines.map((line) => {
    const world = projectLine(line, near);
    near = world[world.length - 2] * 360 - 180;
    return { kind: "leg", symbol, lines: [world] };
  });
}

function placeShape(group, [lon, lat]) {
  const radius = group.record.uncertainty_nm ?? 0;
  group.theatre = radius > THEATRE_NM;
  group.dot = !group.theatre;
  group.anchor = { x: worldX(lon), y: worldY(lat) };
  const soft = group.theatre ? { ...softCentre(lon, lat, radius), colour: group.compared.style } : null;
  const symbol = group.theatre ? "compared-theatre" : "compared";
  return { kind: "area", symbol, lines: [discRing([lon, lat], radius)], seam: false, soft };
}

function editionShapes(group, geometry) {
  if (geometry.type === "Point") return [placeShape(group, geometry.coordinates)];
  // A track whose fixes are too uncertain for a line.
  if (geometry.type === "MultiPoint") return geometry.coordinates.map((fix) => placeShape(group, fix));
  group.line = linesOf(geometry).length > 0;
  if (group.line) return legShapes(linesOf(geometry), "compared-track");
  const { lines, seam } = projectArea(geometry);
  return [{ kind: "area", symbol: "compared", lines, seam, soft: null }];
}

function comparedGroup({ id, properties, geometry }, compared, row, short) {
  const group = {
    id,
    event: id,
    layer: `year-${row.key}`,
    record: properties,
    part: null,
    name: short && row.ids.length === 1 ? row.key : properties.name,
    span: short ? "" : eventSpan(properties, properties.year),
    from: firstDay(properties.start),
    to: lastDay(properties.end ?? properties.start),
    anchor: null,
    shapes: [],
    fixes: [],
    compared: row,
    // Where there is no room for all, the newest keeps its label.
    rank: -0.01 * compared.rows.indexOf(row),
    onLine: short && row.ids.length === 1,
    ...looksOf(row),
  };
  group.shapes = editionShapes(group, geometry);
  return finishGroup(group);
}

function shiftGroup({ id, properties, geometry }) {
  const far = `${Math.floor(properties.low_nm / 10) * 10}–${Math.ceil(properties.high_nm / 10) * 10}`;
  const name = `${far.replace(/\B(?=(\d{3})+(?!\d))/g, ",")} nm${properties.bearing ? ` ${properties.bearing}` : ""}`;
  return finishGroup({
    id,
    event: id,
    layer: "shift",
    record: properties,
    part: null,
    name,
    span: "",
    from: null,
    to: null,
    anchor: null,
    shapes: legShapes(linesOf(geometry), "shift"),
    fixes: [],
    compared: {},
    line: true,
    hue: "atlas-shift",
    looks: "atlas-shift",
  });
}

/** The groups of a comparison; side: only what stands on that side, "left" or "right". */
export function comparedGroups(features, compared, side) {
  const rowOf = new Map(compared.rows.flatMap((row) => row.ids.map((id) => [id, row])));
  const sideOf = (id) => Object.keys(compared.sides ?? {}).find((key) => compared.sides[key].includes(id));
  const kept = features.filter(({ geometry }) => geometry);
  const editions = kept.filter(({ id, properties }) => properties.feature === "edition" && rowOf.has(id));
  const isOneSeries = new Set(editions.map(({ properties }) => properties.series)).size === 1;
  for (const { id, properties } of editions) {
    const row = rowOf.get(id);
    row.name = YEAR_KEY.test(row.key) ? row.key : properties.name;
  }
  const groups = [];
  for (const feature of editions) {
    const where = sideOf(feature.id);
    if (compared.sides && (!where || (side && where !== side))) continue;
    const row = rowOf.get(feature.id);
    const group = comparedGroup(feature, compared, row, isOneSeries && YEAR_KEY.test(row.key));
    if (group) groups.push(Object.assign(group, { side: where }));
  }
  if (!compared.two || compared.sides) return groups;
  const apart = ({ properties }) => properties.feature === "shift" && properties.relation === "different";
  return [...groups, ...kept.filter(apart).map(shiftGroup).filter(Boolean)];
}

function yearSample(row) {
  const { looks } = looksOf(row);
  const line = svgElement("path", { d: "M1 9H29", class: "atlas-sym-compared-line" });
  return sample(svgElement("g", { class: looks }, line));
}

/** The rows of the legend for what is compared, the newest first, as addLegend takes them. */
export function comparedNames(compared) {
  const rows = [...compared.rows].reverse();
  const shift = ["shift", "Shift, with its range", () => sample(svgElement("path", { d: "M1 9H29", class: "atlas-sym-shift" }))];
  return [...rows.map((row) => [`year-${row.key}`, row.name ?? row.key, () => yearSample(row)]), shift];
}

/** The label of a side: its years, the oldest first. */
export function sideRows(compared, side) {
  return compared.rows.filter((row) => row.ids.some((id) => compared.sides[side].includes(id)));
}

/** A year with the sample of its line. */
export function yearMark(row) {
  return [yearSample(row), element("span", {}, row.name ?? row.key)];
}
