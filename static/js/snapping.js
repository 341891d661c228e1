// The nearest point of lines to a position, in units of one world: for hits and for measuring.

import { worldLat, worldLon } from "./mercator.js";

const SNAP_PX = 8;

function nearestOnLine(line, x, y, best) {
  for (let index = 2; index < line.length; index += 2) {
    const [ax, ay] = [line[index - 2], line[index - 1]];
    const [dx, dy] = [line[index] - ax, line[index + 1] - ay];
    const square = dx * dx + dy * dy;
    const share = square ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
    const [px, py] = [ax + share * dx, ay + share * dy];
    const far = Math.hypot(px - x, py - y);
    if (far < best.far) Object.assign(best, { far, x: px, y: py });
  }
}

/**
 * The nearest point to [x, y] within a distance, or null.
 *
 * groups: {owner, turn, lines: [x, y, x, y …], box}, turn the whole worlds that they are moved by.
 */
export function nearestOnLines(groups, [x, y], within) {
  let found = null;
  let least = within;
  for (const { owner, turn, lines, box } of groups) {
    const [left, top, right, bottom] = box;
    if (x - turn < left - least || x - turn > right + least) continue;
    if (y < top - least || y > bottom + least) continue;
    const best = { far: least, x: 0, y: 0 };
    for (const line of lines) nearestOnLine(line, x - turn, y, best);
    if (best.far >= least) continue;
    least = best.far;
    found = { owner, x: best.x + turn, y: best.y, far: best.far };
  }
  return found;
}

/** Whether a position lies inside of rings, by the even-odd rule. */
export function ringsHold(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let index = 2; index < ring.length; index += 2) {
      const [ax, ay, bx, by] = [ring[index - 2], ring[index - 1], ring[index], ring[index + 1]];
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
  }
  return inside;
}

/** Moves a position onto the nearest of some lines, where one is within a few pixels; else null. */
export function snapTo(map, latlng, sources) {
  const { x, y } = map.project(latlng, 0).divideBy(256);
  const scale = 256 * 2 ** map.getZoom();
  const found = sources
    .map(({ word, groups }) => ({ word, hit: nearestOnLines(groups, [x, y], SNAP_PX / scale) }))
    .filter(({ hit }) => hit)
    .sort((a, b) => a.hit.far - b.hit.far)[0];
  if (!found) return null;
  return { latlng: L.latLng(worldLat(found.hit.y), worldLon(found.hit.x)), word: found.word };
}
