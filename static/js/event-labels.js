// Labels of what happened: names with their dates, fixes, closures with their year.

import { spanText } from "./dates.js";
import { labelVariant, oneLine, twoLines } from "./label-text.js";
import { middleOf, pixelLine, visiblePieces } from "./paths.js";
import { placesAbout, placesAway, placesBeside, placesRound } from "./placement.js";

/** The pixel of a point in world units. */
export function pixelOf(point, view, turn) {
  return [(point.x + turn) * view.scale - view.origin.x, point.y * view.scale - view.origin.y];
}

function eventVariants(group) {
  const name = { text: group.part?.label ?? group.name, style: "event" };
  const span = group.span ? { text: `\u2002${group.span}`, style: "span" } : null;
  const under = group.span ? [[name], [{ text: group.span, style: "span" }]] : [[name]];
  const broken = twoLines(name.text, "event");
  const all = [
    labelVariant([span ? [name, span] : [name]]),
    labelVariant(under, 0.4),
    name.text.length > 22 && broken ? labelVariant([...broken, ...under.slice(1)], 0.8) : null,
  ];
  return all.filter(Boolean);
}

function discRadius(group, view) {
  const soft = group.shapes.find((shape) => shape.soft)?.soft;
  const wide = Math.max(0, ...group.shapes.map((shape) => shape.box[2] - shape.box[0]));
  return soft ? soft.radius * view.scale : (wide * view.scale) / 2;
}

function areaLabel(group, view) {
  const [x, y] = pixelOf(group.anchor, view, group.turn);
  const radius = discRadius(group, view);
  const outside = placesRound(x, y, radius);
  const inside = placesRound(x, y, 5);
  const places = (variant) => [
    ...outside(variant),
    ...(radius > 45 ? inside(variant).map(([a, b, cost]) => [a, b, cost + 2]) : []),
    ...placesAway(x, y, Math.min(radius, 40))(variant),
  ];
  return {
    rank: group.layer === "counterparts" ? 2 : 0,
    className: `atlas-label-event atlas-label-${group.layer}`,
    event: group.event,
    variants: eventVariants(group),
    places: group.theatre ? placesAbout(x, y, Math.min(radius * 0.6, 90)) : places,
    align: group.theatre ? "middle" : "start",
    inkWeight: 0.35,
    costLimit: 60,
    tie: group.theatre ? null : { x, y, radius },
  };
}

function trackLabel(group, view) {
  const points = [];
  for (const shape of group.shapes) {
    const pixels = pixelLine(shape.lines[0], view, group.turn);
    for (const piece of visiblePieces(pixels, view.shown)) {
      const middle = middleOf(piece);
      if (middle) points.push(middle);
    }
  }
  points.sort((a, b) => b[3] - a[3]);
  return {
    rank: 4,
    className: `atlas-label-event atlas-label-${group.layer}`,
    event: group.event,
    variants: eventVariants(group),
    places: placesBeside(points.slice(0, 6)),
    align: "middle",
    inkWeight: 0.4,
    costLimit: 9,
  };
}

// A place that is a whole sea has a tint and no mark: its name stands in the middle of the tint.
function wideLabel(group, fix, view) {
  const [x, y] = pixelOf(fix, view, group.turn);
  const text = [fix.waypoint.name, fix.date].filter(Boolean).join(", ");
  const broken = twoLines(text, "fix");
  return {
    rank: 6,
    className: `atlas-label-fix atlas-label-${group.layer}`,
    event: group.event,
    variants: [labelVariant(oneLine(text, "fix")), broken && labelVariant(broken, 0.3)].filter(Boolean),
    places: placesAbout(x, y, 60),
    align: "middle",
    inkWeight: 0.45,
    costLimit: 8,
  };
}

function fixLabels(group, view) {
  const labels = [];
  for (const fix of group.fixes) {
    if (fix.off) continue;
    if (fix.wide) {
      labels.push(wideLabel(group, fix, view));
      continue;
    }
    const name = fix.waypoint.kind === "sighting" ? "" : fix.waypoint.name.replace(/ \(.*\)$/, "");
    const full = [name, fix.date].filter(Boolean).join(", ");
    if (!full) continue;
    const variants = [labelVariant(oneLine(full, "fix"))];
    if (name && fix.date) variants.push(labelVariant(oneLine(fix.date, "fix"), 4));
    const [x, y] = pixelOf(fix, view, group.turn);
    labels.push({
      rank: (fix.waypoint.kind === "strait" ? 3 : 5) + (fix.phase === "during" ? 0 : 0.5),
      names: name,
      className: `atlas-label-fix atlas-label-${group.layer}`,
      event: group.event,
      variants,
      places: placesRound(x, y, 3.5),
      inkWeight: 0.45,
      costLimit: 8,
    });
  }
  return labels;
}

function closureLabel(group, view) {
  const { record } = group;
  const [x, y] = pixelOf(group.anchor, view, group.turn);
  const span = spanText(record.start, record.end, null) || String(record.year);
  const hazard = record.hazard.charAt(0).toUpperCase() + record.hazard.slice(1);
  return {
    rank: 6,
    className: "atlas-label-closure",
    event: group.event,
    variants: [
      labelVariant([...oneLine(hazard, "closure"), ...oneLine(span, "closure")]),
      labelVariant(oneLine(span, "closure"), 1),
      labelVariant(oneLine(String(record.year), "closure"), 2),
    ],
    places: placesRound(x, y, discRadius(group, view)),
    inkWeight: 0.3,
    costLimit: 9,
  };
}

/** The labels of a group; none while it is off or out of view. */
export function groupLabels(group, view) {
  if (!group.near || group.off) return [];
  if (group.closure) return [closureLabel(group, view)];
  if (group.layer === "regions") return [];
  if (group.fixes.length) return [...fixLabels(group, view), trackLabel(group, view)];
  return [areaLabel(group, view)];
}

