// Labels of what happened: names with their dates, fixes, closures with their year.

import { spanText } from "./dates.js";
import { labelVariant, oneLine, twoLines } from "./label-text.js";
import { shortLabel } from "./naming.js";
import { pixelLine, pointAlong, visiblePieces } from "./paths.js";
import { placesAbout, placesAway, placesBeside, placesOn, placesRound } from "./placement.js";
import { shortName } from "./records.js";

// A fix with a longer label than this is written on two lines.
const LONG_LABEL = 24;
const SAME_RING_PX = 9;
const OUTLINE_STEP_PX = 7;

/** The pixel of a point in world units. */
export function pixelOf(point, view, turn) {
  return [(point.x + turn) * view.scale - view.origin.x, point.y * view.scale - view.origin.y];
}

function partName(group) {
  return group.part ? group.part.label.replace(/ \(.*\)$/, "") : "";
}

// A further area, or the track of an exercise whose name stands elsewhere: which one it is.
function partVariants(group) {
  const text = partName(group) || shortName(group);
  const full = group.span ? `${text}, ${group.span}` : text;
  const broken = full.length > 22 ? twoLines(full, "span") : null;
  return [
    labelVariant(oneLine(full, "span")),
    broken && labelVariant(broken, 0.3),
    labelVariant(oneLine(text, "span"), 1),
  ].filter(Boolean);
}

function eventVariants(group) {
  const text = shortName(group);
  const name = { text, style: "event" };
  // A further area or the track of an exercise says which one it is.
  const part = partName(group);
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

// The class that gives a label the colour of its group.
function labelClass(group) {
  return `atlas-label-event atlas-label-${group.layer} ${group.hue ?? ""}`.trim();
}

function discRadius(group, view) {
  const soft = group.shapes.find((shape) => shape.soft)?.soft;
  const wide = Math.max(0, ...group.shapes.map((shape) => shape.box[2] - shape.box[0]));
  return soft ? soft.radius * view.scale : (wide * view.scale) / 2;
}

// Points in view along the lines of a group's shapes: what its label belongs to.
function shapePoints(group, view) {
  const points = [];
  const lines = group.shapes.flatMap((shape) => shape.lines);
  for (const piece of lines.flatMap((line) => visiblePieces(pixelLine(line, view, group.turn), view.shown))) {
    for (let index = 2; index < piece.length; index += 2) {
      const [ax, ay, bx, by] = piece.slice(index - 2, index + 2);
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / OUTLINE_STEP_PX);
      const [lastX, lastY] = points[points.length - 1] ?? [Infinity, Infinity];
      if (Math.hypot(bx - lastX, by - lastY) < OUTLINE_STEP_PX) continue;
      for (let step = 1; step <= steps; step += 1) {
        points.push([ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps]);
      }
    }
  }
  return points;
}

function areaLabel(group, view) {
  const [x, y] = pixelOf(group.anchor, view, group.turn);
  if (!view.shown.contains([x, y])) return null;
  const radius = discRadius(group, view);
  const outside = placesRound(x, y, radius);
  const inside = placesRound(x, y, 5);
  const places = (variant) => [
    ...(group.onLine ? placesOn(x, y, radius)(variant) : []),
    ...outside(variant),
    ...(radius > 45 ? inside(variant).map(([a, b, cost]) => [a, b, cost + 2]) : []),
    ...placesAway(x, y, radius)(variant),
  ];
  return {
    rank: (group.layer === "counterparts" ? 2 : 0) + (group.part ? 1.5 : 0) + (group.rank ?? 0),
    className: labelClass(group),
    side: group.side,
    event: group.event,
    names: group.event,
    variants: eventVariants(group),
    namedVariants: partVariants(group),
    outline: group.theatre ? null : [[x, y], ...shapePoints(group, view)],
    places: group.theatre ? placesAbout(x, y, Math.min(radius * 0.6, 90)) : places,
    align: group.theatre ? "middle" : "start",
    inkWeight: group.onLine ? 0.1 : 0.6,
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
    className: labelClass(group),
    side: group.side,
    event: group.event,
    names: group.event,
    variants: eventVariants(group),
    namedVariants: partVariants(group),
    outline: [...shown, ...shapePoints(group, view)],
    places: (variant) => [...beside(variant), ...away(variant)],
    align: "middle",
    inkWeight: 0.65,
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
      ground: name,
      fix: [x, y, full],
      className: `atlas-label-fix atlas-label-${group.layer}`,
      event: group.event,
      variants,
      places: placesRound(x, y, 3.5),
      inkWeight: 0.7,
      costLimit: 9,
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

// The labels of a group; none while it is off or out of view.
function groupLabels(group, view) {
  if (!group.near || group.off) return [];
  if (group.closure) return [closureLabel(group, view)];
  if (group.layer === "regions") return [];
  if (group.line) return [trackLabel(group, view)].filter(Boolean);
  if (!group.fixes.length) return [areaLabel(group, view)].filter(Boolean);
  return [...fixLabels(group, view), trackLabel(group, view)].filter(Boolean);
}

// Two fixes at one ring that say the same need one label.
function mergeFixes(labels) {
  const kept = [];
  const isSame = ([x, y, text], [otherX, otherY, other]) =>
    text === other && Math.hypot(x - otherX, y - otherY) < SAME_RING_PX;
  for (const label of [...labels].sort((a, b) => a.rank - b.rank)) {
    if (label.fix && kept.some((fix) => isSame(label.fix, fix))) continue;
    if (label.fix) kept.push(label.fix);
  }
  const wanted = new Set(kept);
  return labels.filter((label) => !label.fix || wanted.has(label.fix));
}

/** The labels of all groups. */
export function eventLabels(groups, view) {
  return mergeFixes(groups.flatMap((group) => groupLabels(group, view)));
}
