// GeoJSON features to what the map draws: groups of shapes in world units, one group a feature.
//
// Group: {id, event, layer, record, name, span, from, to, box, anchor, shapes, fixes, order}.
// Shape: {kind: "area" | "leg", symbol, lines, from, to, seam, soft, rank}.

import { firstDay, labelSpan, lastDay } from "./dates.js";
import { pixelsPerNm } from "./geodesic.js";
import { joinBoxes, projectRing, worldBox, worldX, worldY } from "./mercator.js";
import { readTrack } from "./tracks.js";

export const THEATRE_NM = 150;

function polygonsOf(geometry) {
  if (geometry?.type === "Polygon") return [geometry.coordinates];
  return geometry?.type === "MultiPolygon" ? geometry.coordinates : [];
}

function middleLongitude(ring) {
  const longitudes = ring.map(([lon]) => lon);
  return (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
}

/** The rings of an area, brought together where it is cut at 180°. */
export function projectArea(geometry, near) {
  const polygons = polygonsOf(geometry);
  if (!polygons.length) return { lines: [], seam: false };
  const largest = polygons.reduce((a, b) => (b[0].length > a[0].length ? b : a));
  const middle = near ?? middleLongitude(largest[0]);
  const seam = polygons.some(([ring]) => ring.filter(([lon]) => Math.abs(lon) === 180).length > 1);
  return { lines: polygons.flat().map((ring) => projectRing(ring, middle)), seam };
}

/** A position with its radius, in world units: the middle of a soft disc. */
export function softCentre(lon, lat, radiusNm) {
  return { x: worldX(lon), y: worldY(lat), radius: (pixelsPerNm(lat, 0) / 256) * radiusNm };
}

/** The English name of a record, or the first it has. */
export function recordName(record) {
  const names = record.names ?? {};
  return names.en ?? Object.values(names)[0] ?? record.id;
}

/** The name without what a sheet gives after a stroke: "Security Belt-2025 / Maritime …". */
export function shortName(group) {
  return group.name.split(" / ")[0];
}

function boxArea([left, top, right, bottom]) {
  return (right - left) * (bottom - top);
}

/** A group with its box, its anchor and its order; nothing where it has no place. */
export function finishGroup(group) {
  const boxes = group.shapes.map((shape) => worldBox(shape.lines));
  group.shapes.forEach((shape, index) => {
    shape.box = boxes[index];
  });
  const points = group.fixes.map((fix) => [fix.x, fix.y, fix.x, fix.y]);
  if (group.anchor) points.push([group.anchor.x, group.anchor.y, group.anchor.x, group.anchor.y]);
  group.box = joinBoxes([...boxes, ...points]);
  group.anchor ??= { x: (group.box[0] + group.box[2]) / 2, y: (group.box[1] + group.box[3]) / 2 };
  group.order = -boxArea(group.box);
  return Number.isFinite(group.box[0]) ? group : null;
}

function emptyGroup(record, layer, event, part) {
  return {
    id: (part ?? record).id,
    event,
    layer,
    record,
    part,
    name: recordName(record),
    span: labelSpan(record, part),
    from: firstDay((part?.start ? part : record).start),
    to: lastDay((part?.start ? part : record).end ?? (part?.start ? part : record).start),
    anchor: null,
    shapes: [],
    fixes: [],
  };
}

function exerciseClass(record, holder) {
  const role = record.role === "counterpart" ? "counterpart" : "exercise";
  const announced = holder.basis === "announced-coordinates" || holder.certainty === "announced";
  const wide = (holder.position?.uncertainty_nm ?? 0) > THEATRE_NM;
  const kind = announced ? "announced" : wide ? "theatre" : "reported";
  const layer = role === "counterpart" ? "counterparts" : `exercises-${announced ? kind : "reported"}`;
  return { symbol: `${role}-${kind}`, layer, kind };
}

/** An exercise, or a part of one: holder is the record that has the place. */
export function exerciseGroup(feature, parent) {
  const holder = feature.properties;
  const record = parent ?? holder;
  const part = parent ? holder : null;
  const { symbol, layer, kind } = exerciseClass(record, holder);
  const group = emptyGroup(record, layer, record.id, part);
  if (holder.shape === "track") {
    const track = readTrack(holder, feature.geometry, "exercise");
    Object.assign(group, track, { layer });
    return finishGroup(group);
  }
  const position = holder.position;
  const { lines, seam } = projectArea(feature.geometry, position?.lon);
  const soft =
    position && kind !== "announced"
      ? softCentre(position.lon, position.lat, position.uncertainty_nm)
      : null;
  if (lines.length) group.shapes.push({ kind: "area", symbol, lines, seam, soft });
  const point = feature.geometry?.type === "Point" ? feature.geometry.coordinates : null;
  const at = position ? [position.lon, position.lat] : point;
  if (at) group.anchor = { x: worldX(at[0]), y: worldY(at[1]) };
  group.dot = kind === "reported" && Boolean(at);
  group.theatre = kind === "theatre";
  return finishGroup(group);
}

/** A patrol: its legs and fixes. */
export function patrolGroup(feature) {
  const record = feature.properties;
  const air = record.craft === "air";
  const group = emptyGroup(record, air ? "air-patrols" : "patrol-tracks", record.id, null);
  Object.assign(group, readTrack(record, feature.geometry, air ? "air" : "patrol"));
  group.track = true;
  return finishGroup(group);
}

// A theatre has no edge: it fades with the distance from each place that was named.
function theatreShapes(base, patrol) {
  const wide = (patrol?.fixes ?? []).filter((fix) => fix.wide);
  if (!wide.length) return [base];
  return wide.map(({ lon, waypoint, from, to }) => {
    const lat = (waypoint.drawn ?? [waypoint.lon, waypoint.lat])[1];
    return { ...base, from, to, soft: softCentre(lon, lat, waypoint.uncertainty_nm) };
  });
}

/** Where a patrol may have been; patrol: the group of its track. */
export function regionGroup(feature, patrol) {
  const record = feature.properties;
  const group = emptyGroup(record, "regions", record.event, null);
  if (patrol) Object.assign(group, { from: patrol.from, to: patrol.to, span: patrol.span });
  const symbol = `${record.craft === "air" ? "air" : "region"}-${record.shape}`;
  const theatre = record.shape === "theatre";
  const near = theatre ? patrol?.fixes.find((fix) => fix.wide)?.lon : undefined;
  const { lines, seam } = projectArea(feature.geometry, near);
  const base = { kind: "area", symbol, lines, seam, soft: null };
  if (lines.length) group.shapes.push(...(theatre ? theatreShapes(base, patrol) : [base]));
  group.theatre = theatre;
  return finishGroup(group);
}

/** A closed area with its own year; the box of a drill is drawn as the exercise that it is. */
export function closureGroup(feature) {
  const record = feature.properties;
  if (record.role === "drill-area") return null;
  const group = emptyGroup(record, "closures", record.event ?? null, null);
  const { lines, seam } = projectArea(feature.geometry);
  if (lines.length) group.shapes.push({ kind: "area", symbol: "closure", lines, seam, soft: null });
  group.closure = true;
  return finishGroup(group);
}
