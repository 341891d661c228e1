// Labels of what happened: names with their dates, fixes, closures with their year.

import { spanText } from "./dates.js";
import { labelVariant, oneLine, twoLines } from "./label-text.js";
import { shortLabel } from "./naming.js";
import { pixelLine, pointAlong, visiblePieces } from "./paths.js";
import { placesAbout, placesAway, placesBeside, placesRound } from "./placement.js";
import { shortName } from "./records.js";

// A fix with a longer label than this is written on two lines.
const LONG_LABEL = 24;

/** The pixel of a point in world units. */
export function pixelOf(point, view, turn) {
  return [(point.x + turn) * view.scale - view.origin.x, point.y * view.scale - view.origin.y];
}

function eventVariants(group) {
  const text = shortName(group);
  const name = { text, style: "event" };
  // A further area or the track of an exercise says which one it is.
  const part = group.part ? shortLabel(group.part.label) : "";
  const rest = [part, group.span].filter(Boolean).join(", ");
  const under = rest ? oneLine(rest, "span") : [];
  const broken = text.length > 22 ? twoLines(text, "event") : null;
  const beside = rest && !part ? [{ text: `\u2002${rest}`, style: "span" }] : [];
  const all = [
    part ? null : labelVariant([[name, ...beside]]),
    labelVariant([[name], ...under], part ? 0 : 0.4),
    broken && labelVariant([...broken, ...under], 0.8),
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
  if (!view.shown.contains([x, y])) return null;
  const radius = discRadius(group, view);
  const outside = placesRound(x, y, radius);
  const inside = placesRound(x, y, 5);
  const places = (variant) => [
    ...outside(variant),
    ...(radius > 45 ? inside(variant).map(([a, b, cost]) => [a, b, cost + 2]) : []),
    ...placesAway(x, y, radius)(variant),
  ];
  return {
    rank: (group.layer === "counterparts" ? 2 : 0) + (group.part ? 1.5 : 0),
    className: `atlas-label-event atlas-label-${group.layer}`,
    event: group.event,
    variants: eventVariants(group),
    places: group.theatre ? placesAbout(x, y, Math.min(radius * 0.6, 90)) : places,
    align: group.theatre ? "middle" : "start",
    inkWeight: 0.35,
    costLimit: 60,
  };
}

function trackLabel(group, view) {
  const points = [];
  for (const shape of group.shapes) {
    const pixels = pixelLine(shape.lines[0], view, group.turn);
    for (const piece of visiblePieces(pixels, view.shown)) {
      for (const share of [0.5, 0.3, 0.7]) points.push(pointAlong(piece, share));
    }
  }
  const known = points.filter(Boolean).sort((a, b) => b[3] - a[3]);
  const beside = placesBeside(known.slice(0, 15));
  const marks = group.fixes.map((fix) => pixelOf(fix, view, group.turn));
  const shown = marks.filter((mark) => view.shown.contains(mark));
  const start = shown[Math.floor(shown.length / 2)] ?? known[0];
  if (!start) return null;
  const away = placesAway(start[0], start[1], 6, 64);
  return {
    rank: 4,
    className: `atlas-label-event atlas-label-${group.layer}`,
    event: group.event,
    variants: eventVariants(group),
    places: (variant) => [...beside(variant), ...away(variant)],
    align: "middle",
    inkWeight: 0.4,
    costLimit: 40,
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
    if (fix.off || !view.shown.contains(pixelOf(fix, view, group.turn))) continue;
    if (fix.wide) {
      labels.push(wideLabel(group, fix, view));
      continue;
    }
    const name = fix.waypoint.kind === "sighting" ? "" : shortLabel(fix.waypoint.name);
    const full = [name, fix.date].filter(Boolean).join(", ");
    if (!full) continue;
    const broken = full.length > LONG_LABEL ? twoLines(full, "fix") : null;
    const variants = [labelVariant(oneLine(full, "fix"), broken ? 0.3 : 0)];
    if (broken) variants.unshift(labelVariant(broken));
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
  if (!group.fixes.length) return [areaLabel(group, view)].filter(Boolean);
  return [...fixLabels(group, view), trackLabel(group, view)].filter(Boolean);
}

