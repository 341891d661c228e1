// Where labels go: one after the other by rank, each at the best of its places that is free. No
// label covers another, a control or the frame; covering a line costs, so that it is avoided.

const INK_CELL_PX = 6;
const LABEL_GAP_PX = 3;
const LINE_GAP_PX = 7;
const LEADER_FROM_PX = 12;

function inkKey(x, y) {
  return Math.floor(x / INK_CELL_PX) * 100003 + Math.floor(y / INK_CELL_PX);
}

/** A record of which cells of the view lines run through. */
export function createInk() {
  const cells = new Set();
  function addLine(pixels) {
    for (let index = 2; index < pixels.length; index += 2) {
      const [ax, ay, bx, by] = pixels.slice(index - 2, index + 2);
      const steps = Math.min(Math.ceil(Math.hypot(bx - ax, by - ay) / 4), 1500);
      for (let step = 0; step <= steps; step += 1) {
        const share = steps ? step / steps : 0;
        cells.add(inkKey(ax + share * (bx - ax), ay + share * (by - ay)));
      }
    }
  }
  function count([left, top, right, bottom]) {
    let sum = 0;
    for (let x = left; x < right + INK_CELL_PX; x += INK_CELL_PX) {
      for (let y = top; y < bottom + INK_CELL_PX; y += INK_CELL_PX) {
        if (cells.has(inkKey(Math.min(x, right), Math.min(y, bottom)))) sum += 1;
      }
    }
    return sum;
  }
  return { addLine, count };
}

function overlaps(a, b, gap) {
  return a[0] < b[2] + gap && a[2] + gap > b[0] && a[1] < b[3] + gap && a[3] + gap > b[1];
}

function fits(box, frame) {
  return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
}

// The line from a point to the nearest edge of a box, as [ax, ay, bx, by].
function tieTo(box, [x, y]) {
  return [x, y, Math.max(box[0], Math.min(x, box[2])), Math.max(box[1], Math.min(y, box[3]))];
}

function crosses([ax, ay, bx, by], box) {
  const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 4));
  for (let step = 0; step < steps; step += 1) {
    const [x, y] = [ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps];
    if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
  }
  return false;
}

// A label further off from what it names than this is tied to the nearest point of it.
function leaderOf(box, outline) {
  let [best, least] = [null, Infinity];
  for (const [x, y] of outline ?? []) {
    const [, , endX, endY] = tieTo(box, [x, y]);
    const far = Math.hypot(endX - x, endY - y);
    if (far < least) [best, least] = [[x, y], far];
  }
  return least > LEADER_FROM_PX && Number.isFinite(least) ? tieTo(box, best) : null;
}

function bestPlace(label, variant, state) {
  let best = null;
  for (const [x, y, penalty, tiedTo] of label.places(variant)) {
    const box = [x, y, x + variant.width, y + variant.height];
    if (!fits(box, state.frame)) continue;
    const isMet = (other) => other !== label.dotBox && overlaps(box, other, LABEL_GAP_PX);
    if (state.taken.some(isMet)) continue;
    const cost = penalty + variant.penalty + label.inkWeight * state.ink.count(box);
    if (cost > label.costLimit || (best && cost >= best.cost)) continue;
    const tie = label.outline ? leaderOf(box, label.outline) : tiedTo && tieTo(box, tiedTo);
    if (tie && state.labels.some((other) => crosses(tie, other))) continue;
    best = { variant, box, cost, tie };
  }
  return best;
}

/**
 * Places labels.
 *
 * labels: {rank, variants: [{width, height, penalty}], places(variant) -> [[x, y, penalty]],
 * inkWeight, costLimit}, and at will names, what a label names, with namedVariants for where another
 * label has named it; outline, the points that it belongs to; frame and obstacles: boxes [left, top, right, bottom]. Gives a list of
 * {label, variant, box, tie}; a label without a free place is left out. The tie is the line from
 * what a label names to a label that had to go away from it.
 */
export function placeLabels(labels, frame, obstacles, ink) {
  const state = { frame, taken: [...obstacles], labels: [], named: new Set(), ink };
  const placed = [];
  const ordered = [...labels].sort((a, b) => a.rank - b.rank);
  for (const label of ordered) {
    const isNamed = label.names && state.named.has(label.names);
    const variants = isNamed ? label.namedVariants : label.variants;
    const found = variants.map((variant) => bestPlace(label, variant, state));
    const best = found.filter(Boolean).sort((a, b) => a.cost - b.cost)[0];
    if (!best) continue;
    state.taken.push(best.box);
    state.labels.push(best.box);
    if (label.names) state.named.add(label.names);
    if (best.tie) ink.addLine(best.tie);
    placed.push({ label, ...best });
  }
  return placed;
}

/** Places round a point, the best first: right, left, above, below, then the corners. */
export function placesRound(x, y, radius) {
  return ({ width, height }) => {
    const [mx, my] = [x - width / 2, y - height / 2];
    const near = radius + 4;
    const slant = radius * 0.72 + 3;
    return [
      [x + near, my, 0],
      [x - near - width, my, 0.6],
      [mx, y - near - height, 0.8],
      [mx, y + near, 0.9],
      [x + slant, y - slant - height + 3, 0.7],
      [x + slant, y + slant - 3, 0.8],
      [x - slant - width, y - slant - height + 3, 1.1],
      [x - slant - width, y + slant - 3, 1.2],
      [x + near + 6, my - 12, 1.8],
      [x + near + 6, my + 12, 1.8],
      [x - near - 6 - width, my - 12, 2],
      [x - near - 6 - width, my + 12, 2],
    ];
  };
}

/** Places on a ring itself, the top first: the label stands in a gap of the line. */
export function placesOn(x, y, radius) {
  return ({ width, height }) =>
    Array.from({ length: 16 }, (_, index) => {
      const turn = ((index % 2 ? 1 : -1) * Math.ceil(index / 2) * Math.PI) / 8 - Math.PI / 2;
      const [dx, dy] = [Math.cos(turn) * radius, Math.sin(turn) * radius];
      return [x + dx - width / 2, y + dy - height / 2, -2 + index * 0.05];
    });
}

/** Places further off, for a label that must not be lost: it is tied to its point by a line. */
export function placesAway(x, y, radius, furthest = 124) {
  return ({ width, height }) => {
    const places = [];
    for (const far of [22, 40, 64, 92, 124].filter((distance) => distance <= furthest)) {
      for (let turn = 0; turn < 16; turn += 1) {
        const [dx, dy] = [Math.cos((turn * Math.PI) / 8), Math.sin((turn * Math.PI) / 8)];
        const reach = radius + far;
        const left = x + dx * reach - (dx < -0.3 ? width : dx > 0.3 ? 0 : width / 2);
        const top = y + dy * reach - (dy < -0.3 ? height : dy > 0.3 ? 0 : height / 2);
        places.push([left, top, 6 + far / 12, [x, y]]);
      }
    }
    return places;
  };
}

/** Places near a point that a wide thing (a sea, a state) may take; the point itself first. */
export function placesAbout(x, y, reach) {
  return ({ width, height }) => {
    const [mx, my] = [x - width / 2, y - height / 2];
    const places = [[mx, my, 0]];
    for (const share of [0.4, 0.7, 1]) {
      for (let turn = 0; turn < 8; turn += 1) {
        const [dx, dy] = [Math.cos((turn * Math.PI) / 4), Math.sin((turn * Math.PI) / 4)];
        places.push([mx + dx * reach * share, my + dy * reach * share * 0.7, share * 3]);
      }
    }
    return places;
  };
}

/**
 * Places beside the middle of lines, given as [x, y, angle]: over or under a level line, with an
 * edge or a corner next to the point of a steep one. sides: 1 is the right of the line, -1 its left.
 */
export function placesBeside(points, sides = [1, -1]) {
  return ({ width, height }) =>
    points.flatMap(([x, y, angle], index) =>
      sides.map((side) => {
        const [nx, ny] = [-Math.sin(angle) * side, Math.cos(angle) * side];
        const [towardX, towardY] = [nx, ny].map((part) => Math.max(-1, Math.min(1, part * 2.5)));
        const overhang =
          (Math.abs(nx) * (1 - Math.abs(towardX)) * width +
            Math.abs(ny) * (1 - Math.abs(towardY)) * height) / 2;
        const off = LINE_GAP_PX + overhang;
        const middleX = x + nx * off + (towardX * width) / 2;
        const middleY = y + ny * off + (towardY * height) / 2;
        return [middleX - width / 2, middleY - height / 2, index * 0.3];
      }),
    );
}
