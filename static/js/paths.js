// Projected lines to pixels and SVG path data: what lies far outside is cut off, what is finer than
// a pixel is left out.

const PATH_FINEST_PX = 0.7;
const PATH_CLIP_FROM_PX = 3000;

/** A projected line as pixels x, y, x, y … of a view, moved by whole worlds. */
export function pixelLine(line, view, turn) {
  const pixels = [];
  const [left, top] = [view.origin.x - turn * view.scale, view.origin.y];
  let [lastX, lastY] = [Infinity, Infinity];
  for (let index = 0; index < line.length; index += 2) {
    const x = line[index] * view.scale - left;
    const y = line[index + 1] * view.scale - top;
    const far = Math.abs(x - lastX) >= PATH_FINEST_PX || Math.abs(y - lastY) >= PATH_FINEST_PX;
    if (!far && index < line.length - 2) continue;
    pixels.push(x, y);
    [lastX, lastY] = [x, y];
  }
  return pixels;
}

function tenths(value) {
  return Math.round(value * 10) / 10;
}

function openPath(pixels) {
  let data = "";
  for (let index = 0; index < pixels.length; index += 2) {
    data += `${index ? "L" : "M"}${tenths(pixels[index])} ${tenths(pixels[index + 1])}`;
  }
  return data;
}

// One side of Sutherland and Hodgman's clip: keeps what lies inside of a limit on one axis.
function clipSide(points, axis, limit, sign) {
  const kept = [];
  const inside = (point) => sign * (limit - point[axis]) >= 0;
  points.forEach((point, index) => {
    const before = points[(index + points.length - 1) % points.length];
    if (inside(point) !== inside(before)) {
      const share = (limit - before[axis]) / (point[axis] - before[axis]);
      const other = before[1 - axis] + share * (point[1 - axis] - before[1 - axis]);
      kept.push(axis ? [other, limit] : [limit, other]);
    }
    if (inside(point)) kept.push(point);
  });
  return kept;
}

function clipRing(pixels, { min, max }) {
  let points = [];
  for (let index = 0; index < pixels.length; index += 2) {
    points.push([pixels[index], pixels[index + 1]]);
  }
  points = clipSide(points, 0, max.x + 50, 1);
  points = clipSide(points, 0, min.x - 50, -1);
  points = clipSide(points, 1, max.y + 50, 1);
  return clipSide(points, 1, min.y - 50, -1).flat();
}

function reachesFar(pixels, { min, max }) {
  const room = PATH_CLIP_FROM_PX;
  return pixels.some((value, index) =>
    index % 2
      ? value < min.y - room || value > max.y + room
      : value < min.x - room || value > max.x + room,
  );
}

/** The part [start, end] of a segment inside bounds, as shares of it, or null (Liang, Barsky). */
function insideShare(ax, ay, bx, by, { min, max }) {
  let [from, to] = [0, 1];
  const sides = [
    [ax - bx, ax - min.x],
    [bx - ax, max.x - ax],
    [ay - by, ay - min.y],
    [by - ay, max.y - ay],
  ];
  for (const [p, q] of sides) {
    if (p === 0 && q < 0) return null;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  return from < to ? [from, to] : null;
}

/** The pieces of a pixel line inside bounds. */
export function visiblePieces(pixels, bounds) {
  const pieces = [];
  let piece = null;
  for (let index = 2; index < pixels.length; index += 2) {
    const [ax, ay, bx, by] = pixels.slice(index - 2, index + 2);
    const share = insideShare(ax, ay, bx, by, bounds);
    if (!share) {
      piece = null;
      continue;
    }
    const at = (part) => [ax + part * (bx - ax), ay + part * (by - ay)];
    if (!piece || share[0] > 0) {
      piece = [...at(share[0])];
      pieces.push(piece);
    }
    piece.push(...at(share[1]));
    if (share[1] < 1) piece = null;
  }
  return pieces;
}

/** Path data of rings. */
export function areaPath(rings, view, turn) {
  let data = "";
  for (const ring of rings) {
    let pixels = pixelLine(ring, view, turn);
    if (reachesFar(pixels, view.bounds)) pixels = clipRing(pixels, view.bounds);
    if (pixels.length >= 6) data += `${openPath(pixels)}Z`;
  }
  return data;
}

/** Path data of rings without their sides on 180°, where RFC 7946 cuts what is one shape. */
export function outlinePath(rings, view, turn) {
  const onSeam = (x) => Math.abs(x - Math.round(x)) < 1e-9;
  let data = "";
  for (const ring of rings) {
    let piece = [ring[0], ring[1]];
    for (let index = 2; index < ring.length; index += 2) {
      if (onSeam(ring[index]) && onSeam(ring[index - 2])) {
        data += openPath(pixelLine(piece, view, turn));
        piece = [];
      }
      piece.push(ring[index], ring[index + 1]);
    }
    if (piece.length > 2) data += openPath(pixelLine(piece, view, turn));
  }
  return data;
}

/** Path data of a line, given in pixels. */
export function linePath(pixels, bounds) {
  if (!reachesFar(pixels, bounds)) return openPath(pixels);
  const room = L.bounds(bounds.min.subtract([200, 200]), bounds.max.add([200, 200]));
  return visiblePieces(pixels, room).map(openPath).join("");
}

/** Where a share of a pixel line lies and which way it runs there: [x, y, radians, length]. */
export function pointAlong(pixels, part = 0.5) {
  const lengths = [];
  let whole = 0;
  for (let index = 2; index < pixels.length; index += 2) {
    const [dx, dy] = [pixels[index] - pixels[index - 2], pixels[index + 1] - pixels[index - 1]];
    lengths.push(Math.hypot(dx, dy));
    whole += lengths[lengths.length - 1];
  }
  let left = whole * part;
  for (let index = 0; index < lengths.length; index += 1) {
    if (left <= lengths[index] && lengths[index] > 0) {
      const [ax, ay, bx, by] = pixels.slice(2 * index, 2 * index + 4);
      const share = left / lengths[index];
      return [ax + share * (bx - ax), ay + share * (by - ay), Math.atan2(by - ay, bx - ax), whole];
    }
    left -= lengths[index];
  }
  return null;
}

/** Path data of an arrowhead without a shaft. */
export function chevronPath([x, y, angle]) {
  const size = 6;
  const corner = (turn) => {
    const [dx, dy] = [Math.cos(angle + turn) * size, Math.sin(angle + turn) * size];
    return `${tenths(x + dx)} ${tenths(y + dy)}`;
  };
  const tip = `${tenths(x + 2 * Math.cos(angle))} ${tenths(y + 2 * Math.sin(angle))}`;
  return `M${corner(2.5)}L${tip}L${corner(-2.5)}`;
}
