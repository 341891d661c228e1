// Web Mercator in units of one world: x runs from 0 at 180° W and may pass 1, y from 0 at the top.
// Shapes are projected once; a view then only scales and shifts them.

const MERCATOR_LIMIT = 85.05112878;

/** x of a longitude. */
export function worldX(lon) {
  return (lon + 180) / 360;
}

/** y of a latitude. */
export function worldY(lat) {
  const bound = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat));
  const sin = Math.sin((bound * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** Longitude of an x. */
export function worldLon(x) {
  return x * 360 - 180;
}

/** Latitude of a y. */
export function worldLat(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** A longitude, moved by whole turns next to another. */
export function nearLongitude(lon, other) {
  return lon + 360 * Math.round((other - lon) / 360);
}

/** Positions as x, y, x, y …, continuous across 180°, the first one next to a longitude. */
export function projectLine(positions, near) {
  const world = new Float64Array(positions.length * 2);
  let before = near ?? positions[0]?.[0] ?? 0;
  positions.forEach(([lon, lat], index) => {
    before = nearLongitude(lon, before);
    world[2 * index] = worldX(before);
    world[2 * index + 1] = worldY(lat);
  });
  return world;
}

/** A ring whose longitudes are already continuous (RFC 7946 cuts it at 180°), moved as a whole. */
export function projectRing(positions, near) {
  let [low, high] = [Infinity, -Infinity];
  for (const [lon] of positions) {
    low = Math.min(low, lon);
    high = Math.max(high, lon);
  }
  const middle = (low + high) / 2;
  const shift = near == null ? 0 : nearLongitude(middle, near) - middle;
  const world = new Float64Array(positions.length * 2);
  positions.forEach(([lon, lat], index) => {
    world[2 * index] = worldX(lon + shift);
    world[2 * index + 1] = worldY(lat);
  });
  return world;
}

/** The [left, top, right, bottom] of projected lines. */
export function worldBox(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let index = 0; index < line.length; index += 2) {
      box[0] = Math.min(box[0], line[index]);
      box[1] = Math.min(box[1], line[index + 1]);
      box[2] = Math.max(box[2], line[index]);
      box[3] = Math.max(box[3], line[index + 1]);
    }
  }
  return box;
}

/** The smallest box round several. */
export function joinBoxes(boxes) {
  return boxes.reduce(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

/** Whether two boxes meet. */
export function boxesMeet(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** By how many worlds to move a box so that it comes next to an x. */
export function turnsTo(box, x) {
  return Math.round(x - (box[0] + box[2]) / 2);
}
