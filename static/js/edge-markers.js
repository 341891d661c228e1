// What lies outside the view, told at its edge: a chip with the name and the way there.

import { element } from "./dom.js";
import { aimList, moreChip } from "./edge-more.js";
import { flyToGroups } from "./flying.js";
import { shortName } from "./records.js";

const EDGE_INSET_PX = 10;
const EDGE_GAP_PX = 4;
const EDGE_MOST = 7;
const MARK_ROUND_PX = 5;
const DISC_ROUND_PX = 30;
const EDGE_CLOSURES = "closed areas";
const EDGE_ARROWS = ["→", "↘", "↓", "↙", "←", "↖", "↑", "↗"];

// Where the ray from the middle towards a point meets the frame.
function meetFrame(dx, dy, width, height) {
  const share = Math.min(
    Math.abs((width / 2 - EDGE_INSET_PX) / (dx || 1e-9)),
    Math.abs((height / 2 - EDGE_INSET_PX) / (dy || 1e-9)),
  );
  return [width / 2 + dx * share, height / 2 + dy * share];
}

// One event may be drawn as several groups; it is outside when none of them is in view. Closed
// areas, which are many and have no names of their own, share a chip.
function outsideEvents(groups, view) {
  const events = new Map();
  for (const group of groups) {
    if (group.off || group.layer === "regions") continue;
    const key = group.closure ? EDGE_CLOSURES : group.event;
    const entry = events.get(key) ?? { key, groups: [], shown: false };
    entry.groups.push(group);
    entry.shown ||= isInside(group, view);
    events.set(key, entry);
  }
  return [...events.values()].filter((entry) => !entry.shown);
}

function chipWords({ key, groups, group }) {
  if (key !== EDGE_CLOSURES) return shortName(group);
  return groups.length === 1 ? "1 closed area" : `${groups.length} closed areas`;
}

function isInside(group, view) {
  const points = group.fixes.length ? group.fixes : [group.anchor];
  return points.some((point) => {
    const x = (point.x + group.turn) * view.scale - view.origin.x;
    const y = point.y * view.scale - view.origin.y;
    return view.shown.contains([x, y]);
  });
}

// Marks in view, which no chip may cover.
function markBoxes(groups, view) {
  const boxes = [];
  for (const group of groups) {
    if (!group.near || group.off) continue;
    const points = group.fixes.filter((fix) => fix.node);
    // A disc shows itself, too, not only its dot.
    const disc = Math.max(0, ...group.shapes.map((shape) => shape.soft?.radius ?? 0)) * view.scale;
    const round = group.dot ? Math.max(MARK_ROUND_PX, Math.min(disc, DISC_ROUND_PX)) : MARK_ROUND_PX;
    for (const point of group.dot ? [...points, group.anchor] : points) {
      const x = (point.x + group.turn) * view.scale - view.origin.x - view.shown.min.x;
      const y = point.y * view.scale - view.origin.y - view.shown.min.y;
      boxes.push([x - round, y - round, x + round, y + round]);
    }
  }
  return boxes;
}

function describe(entry, view) {
  const group = entry.groups.find((one) => !one.part) ?? entry.groups[0];
  const middle = view.shown.getCenter();
  const dx = (group.anchor.x + group.turn) * view.scale - view.origin.x - middle.x;
  const dy = group.anchor.y * view.scale - view.origin.y - middle.y;
  const turn = Math.round(Math.atan2(dy, dx) / (Math.PI / 4));
  return { ...entry, group, dx, dy, arrow: EDGE_ARROWS[(turn + 8) % 8] };
}

function overlapsAny(box, taken) {
  return taken.some(
    (other) =>
      box[0] < other[2] + EDGE_GAP_PX &&
      box[2] + EDGE_GAP_PX > other[0] &&
      box[1] < other[3] + EDGE_GAP_PX &&
      box[3] + EDGE_GAP_PX > other[1],
  );
}

// Slides a chip along its edge, further and further from where it belongs, until it is free.
function freePlace(wanted, size, frame, taken) {
  const [width, height] = size;
  const clamp = (value, high) => Math.max(EDGE_INSET_PX, Math.min(value, high - EDGE_INSET_PX));
  const x = clamp(wanted[0] - width / 2, frame.x - width);
  const y = clamp(wanted[1] - height / 2, frame.y - height);
  const upright =
    Math.min(wanted[0], frame.x - wanted[0]) < Math.min(wanted[1], frame.y - wanted[1]);
  for (let step = 0; step < 140; step += 1) {
    const away = Math.ceil(step / 2) * (step % 2 ? 1 : -1) * 14;
    const left = upright ? x : clamp(x + away, frame.x - width);
    const top = upright ? clamp(y + away, frame.y - height) : y;
    const box = [left, top, left + width, top + height];
    if (!overlapsAny(box, taken)) return box;
  }
  return null;
}

function chip(entry, map, state) {
  const { key, group, arrow, groups } = entry;
  const event = key === EDGE_CLOSURES ? null : key;
  const words = chipWords(entry);
  const button = element(
    "button",
    { type: "button", class: `atlas-edge atlas-edge-${group.layer} ${group.hue ?? ""}`.trim(), "data-event": event },
    element("span", { class: "atlas-edge-arrow", "aria-hidden": "true" }, arrow),
    element("span", { class: "atlas-edge-name" }, words),
  );
  button.title = `${event ? group.name : words}, ${group.span}: outside this view`;
  button.setAttribute("aria-label", `Show ${words}, outside this view`);
  button.addEventListener("click", () => {
    flyToGroups(map, groups);
    if (event) state.set({ selected: event });
  });
  button.addEventListener("pointerenter", () => state.set({ hovered: event }));
  button.addEventListener("pointerleave", () => state.set({ hovered: null }));
  return button;
}

/** Adds the edge markers; update() places them anew. */
export function addEdgeMarkers(map, state, groups) {
  const box = element("div", { class: "atlas-edges" });
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Events outside this view");
  map.getContainer().append(box);
  L.DomEvent.disableClickPropagation(box);

  function controls(frame) {
    return [...map.getContainer().querySelectorAll(".leaflet-control, .insets")].map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
    });
  }

  let listOpen = false;
  const more = (chips) =>
    moreChip(chips, listOpen, (open) => {
      listOpen = open;
    });

  function put(node, wanted, size, taken) {
    const free = freePlace(wanted, [node.offsetWidth, node.offsetHeight], size, taken);
    if (!free) return null;
    node.style.transform = `translate(${Math.round(free[0])}px, ${Math.round(free[1])}px)`;
    taken.push(free);
    return free;
  }

  // Chips without a place, and one more at need, make room for the mark that lists them.
  function putMore(left, placed, size, taken) {
    while (left.length) {
      const node = more(left.map(({ node: chipNode }) => chipNode));
      box.append(node);
      const places = [[0, size.y], [0, size.y / 2], [size.x / 2, size.y], [size.x, size.y / 2], [size.x / 2, 0]];
      const free = places.reduce((found, wanted) => found ?? put(node, wanted, size, taken), null);
      if (free) return aimList(node, free, size);
      node.remove();
      const last = placed.pop();
      if (!last) return undefined;
      taken.splice(taken.indexOf(last.free), 1);
      left.unshift(last);
    }
    return undefined;
  }

  function update() {
    const corner = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const view = {
      scale: 256 * 2 ** map.getZoom(),
      origin: map.getPixelOrigin(),
      shown: L.bounds(corner, corner.add(size)),
    };
    const outside = outsideEvents(groups(), view).map((entry) => describe(entry, view));
    outside.sort((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy));
    const chips = outside.map((entry) => ({ entry, node: chip(entry, map, state), free: null }));
    box.replaceChildren(...chips.map(({ node }) => node));
    const taken = controls(map.getContainer().getBoundingClientRect());
    taken.push(...markBoxes(groups(), view));
    chips.slice(0, EDGE_MOST).forEach((one) => {
      const { dx, dy } = one.entry;
      one.free = put(one.node, meetFrame(dx, dy, size.x, size.y), size, taken);
    });
    const left = chips.filter(({ free }) => !free);
    for (const { node } of left) node.remove();
    putMore(left, chips.filter(({ free }) => free), size, taken);
  }
  return { update };
}
