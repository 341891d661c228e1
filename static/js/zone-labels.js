// Labels of zones: each state's name on its own side of a limit, and who claims a hatched area.
// They are placed anew in every view, so that they stay in sight.

import { labelVariant, oneLine, twoLines } from "./label-text.js";
import { boxesMeet } from "./mercator.js";
import { pixelLine, pointAlong, visiblePieces } from "./paths.js";
import { placesBeside } from "./placement.js";
import { ringsHold } from "./snapping.js";
import { claimWords } from "./zone-words.js";

const ZONE_LABEL_FROM_ZOOM = 3.4;
const ZONE_LINE_LEAST_PX = 90;
const ZONE_SAME_PX = 330;
const ZONE_LINE_SHARES = [0.5, 0.36, 0.64, 0.22, 0.78];
const AREA_COLUMNS = 13;
const AREA_ROWS = 9;
const AREA_LEAST_PX = 46;

// With y downwards, 1 is the right of a line's direction and -1 its left.
const ZONE_SIDES = [
  ["left", -1],
  ["right", 1],
];

function sidePieces(shown, view) {
  const found = [];
  for (const { zone, turn } of shown) {
    if (zone.area || (!zone.left && !zone.right)) continue;
    if (zone.belt !== "eez") continue;
    for (const line of zone.lines) {
      for (const piece of visiblePieces(pixelLine(line, view, turn), view.shown)) {
        const middle = pointAlong(piece);
        if (middle && middle[3] >= ZONE_LINE_LEAST_PX) found.push({ zone, piece, middle });
      }
    }
  }
  return found.sort((a, b) => b.middle[3] - a.middle[3]);
}

function sideLabel(text, piece, side) {
  const points = ZONE_LINE_SHARES.map((share) => pointAlong(piece, share)).filter(Boolean);
  const broken = text.length > 14 ? twoLines(text, "zone") : null;
  return {
    rank: 12.5,
    className: "atlas-label-zone",
    variants: [labelVariant(oneLine(text, "zone")), broken && labelVariant(broken, 0.4)].filter(Boolean),
    places: placesBeside(points, [side]),
    align: "middle",
    inkWeight: 0.9,
    costLimit: 3,
  };
}

function sideLabels(shown, view) {
  const labels = [];
  const said = [];
  for (const { zone, piece, middle } of sidePieces(shown, view)) {
    for (const [name, side] of ZONE_SIDES) {
      const text = zone[name]?.toUpperCase();
      if (!text) continue;
      const close = (one) => one.text === text && Math.hypot(one.x - middle[0], one.y - middle[1]) < ZONE_SAME_PX;
      if (said.some(close)) continue;
      said.push({ text, x: middle[0], y: middle[1] });
      labels.push(sideLabel(text, piece, side));
    }
  }
  return labels;
}

function pixelRings(zone, turn, view) {
  return zone.lines.map((ring) => pixelLine(ring, view, turn));
}

// Points of a grid over what of an area is in view that lie inside it, the middle ones first.
function insidePoints(rings, view) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let index = 0; index < ring.length; index += 2) {
      box[0] = Math.min(box[0], ring[index]);
      box[1] = Math.min(box[1], ring[index + 1]);
      box[2] = Math.max(box[2], ring[index]);
      box[3] = Math.max(box[3], ring[index + 1]);
    }
  }
  const { min, max } = view.shown;
  const [left, top] = [Math.max(box[0], min.x), Math.max(box[1], min.y)];
  const [wide, high] = [Math.min(box[2], max.x) - left, Math.min(box[3], max.y) - top];
  if (wide < AREA_LEAST_PX || high < AREA_LEAST_PX / 3) return [];
  const points = [];
  for (let column = 1; column < AREA_COLUMNS; column += 1) {
    for (let row = 1; row < AREA_ROWS; row += 1) {
      const [x, y] = [left + (wide * column) / AREA_COLUMNS, top + (high * row) / AREA_ROWS];
      if (ringsHold(rings, x, y)) points.push([x, y]);
    }
  }
  const middle = [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);
  const far = ([x, y]) => Math.hypot(x - middle[0], y - middle[1]);
  return points.sort((a, b) => far(a) - far(b));
}

// The whole of a label stands in its hatch; a corner may just leave it.
function placesInside(points, rings) {
  return ({ width, height }) => {
    const corners = [-0.42, 0.42].flatMap((dx) => [-0.3, 0.3].map((dy) => [dx * width, dy * height]));
    return points
      .map(([x, y], index) => {
        const out = corners.filter(([dx, dy]) => !ringsHold(rings, x + dx, y + dy)).length;
        return [x - width / 2, y - height / 2, out * 1.2 + index * 0.03];
      })
      .filter(([, , cost]) => cost < 3.2);
  };
}

// Claimants may be many: the words break after each of them that a line has no room for.
function claimLines(text, widest) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length >= widest) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines.map((line) => [{ text: line, style: "claim" }]);
}

function areaLabels(shown, view, states) {
  const parts = new Map();
  for (const { zone, turn } of shown) {
    if (!zone.area) continue;
    const key = `${zone.id} ${turn}`;
    const known = parts.get(key) ?? { zone, rings: [] };
    known.rings.push(...pixelRings(zone, turn, view));
    parts.set(key, known);
  }
  return [...parts.values()].flatMap(({ zone, rings }) => {
    const points = insidePoints(rings, view);
    if (!points.length) return [];
    const text = claimWords(zone, states);
    const variants = [44, 30, 20].map((widest, index) => labelVariant(claimLines(text, widest), index * 0.2));
    return {
      rank: 11.5,
      className: "atlas-label-zone",
      variants,
      places: placesInside(points, rings),
      align: "middle",
      inkWeight: 0.7,
      costLimit: 4,
    };
  });
}

/** The labels of the zones drawn, as [{zone, turn}]; states: names by code. */
export function zoneLabels(shown, view, states) {
  if (view.zoom < ZONE_LABEL_FROM_ZOOM) return [];
  const { min, max } = view.shown;
  const seen = [min.x, min.y, max.x, max.y].map(
    (value, index) => (value + (index % 2 ? view.origin.y : view.origin.x)) / view.scale,
  );
  const near = shown.filter(({ zone: { box }, turn }) =>
    boxesMeet([box[0] + turn, box[1], box[2] + turn, box[3]], seen),
  );
  return [...areaLabels(near, view, states), ...sideLabels(near, view)];
}
