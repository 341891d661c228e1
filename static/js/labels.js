// The label layer: collects what wants a name, places it, draws it. It runs after the shapes have
// been painted, and again when a movement ends.

import { svgElement } from "./dom.js";
import { eventLabels } from "./event-labels.js";
import { addFrameLayer, mapPane } from "./frame-layer.js";
import { drawLabel, setLabelFonts } from "./label-text.js";
import { shortLabel } from "./naming.js";
import { pixelLine } from "./paths.js";
import { degreeLabels, groundLabels } from "./place-labels.js";
import { createInk, placeLabels } from "./placement.js";
import { zoneLabels } from "./zone-labels.js";

const LABEL_MARGIN_PX = 8;
const TIE_OFF_PX = 5;
const CONTROLS =
  ".leaflet-control, .atlas-edge, .insets, .atlas-side-name, .atlas-swipe-name, .atlas-swipe-grip";

function inkOf(groups, view) {
  const ink = createInk();
  for (const group of groups) {
    if (!group.near || group.off) continue;
    for (const shape of group.shapes) {
      if (group.layer === "regions" || group.theatre) continue;
      for (const line of shape.lines) ink.addLine(pixelLine(line, view, group.turn));
    }
  }
  return ink;
}

function fixBoxes(groups, view) {
  const boxes = [];
  for (const group of groups) {
    if (!group.near || group.off) continue;
    const points = group.fixes.filter((fix) => fix.node);
    for (const point of group.dot ? [...points, group.anchor] : points) {
      const x = (point.x + group.turn) * view.scale - view.origin.x;
      const y = point.y * view.scale - view.origin.y;
      boxes.push([x - 4, y - 4, x + 4, y + 4]);
    }
    // The number of a corner stands at its upper right.
    for (const corner of group.corners ?? []) {
      const x = (corner.x + group.turn) * view.scale - view.origin.x;
      const y = corner.y * view.scale - view.origin.y;
      boxes.push([x - 4, y - 18, x + 17, y + 4]);
    }
  }
  return boxes;
}

// A thin line from what a label names to the label; it begins off the mark itself.
function tieLine({ label, tie }) {
  if (!tie) return null;
  const [x, y, endX, endY] = tie;
  const share = TIE_OFF_PX / Math.max(TIE_OFF_PX, Math.hypot(endX - x, endY - y));
  return svgElement("path", {
    class: `atlas-tie ${label.className}`,
    "data-event": label.event,
    d: `M${x + (endX - x) * share} ${y + (endY - y) * share}L${endX} ${endY}`,
  });
}

// What floats over the map, in the pixels of the layer.
function controlBoxes(map, corner) {
  const frame = map.getContainer().getBoundingClientRect();
  const found = map.getContainer().querySelectorAll(CONTROLS);
  return [...found].map((node) => {
    const box = node.getBoundingClientRect();
    const [x, y] = [corner.x - frame.left, corner.y - frame.top];
    return [box.left + x, box.top + y, box.right + x, box.bottom + y];
  });
}

/**
 * Adds the label layer.
 *
 * groups() gives the groups drawn, places() the places, zones() the zones drawn, states the names
 * of states by code, shows(key) whether a layer is on. Labels of a group with a side stand in a pane
 * of their own, which sides names.
 */
export function addLabels(map, { groups, places, zones, states, shows, fonts, sides = [] }) {
  setLabelFonts(fonts);
  const sheets = new Map();
  let asked = 0;

  function addSheet(side, draw) {
    const pane = side ? `atlas-labels-${side}` : "atlas-labels";
    mapPane(map, pane, 620);
    const svg = svgElement("svg", { class: "atlas-labels", "aria-hidden": "true" });
    sheets.set(side, svg);
    return addFrameLayer(map, { pane, padding: 0, make: () => svg, draw });
  }

  function collect(view, frame) {
    const labels = eventLabels(groups(), view);
    const middleX = ((view.shown.min.x + view.shown.max.x) / 2 + view.origin.x) / view.scale;
    // A fix that is called after a place names it already.
    const named = new Set(labels.map((label) => label.ground));
    const unnamed = places().filter((place) => !named.has(shortLabel(place.name)));
    if (shows("places")) labels.push(...groundLabels(unnamed, view, middleX));
    labels.push(...zoneLabels(zones(), view, states));
    if (shows("graticule")) labels.push(...degreeLabels(map, view, frame));
    return labels;
  }

  function paint(view) {
    const { min, max } = view.shown;
    const room = LABEL_MARGIN_PX;
    const frame = [min.x + room, min.y + room, max.x - room, max.y - room];
    const drawn = groups();
    const obstacles = [...controlBoxes(map, min), ...fixBoxes(drawn, view)];
    const labels = collect(view, frame);
    obstacles.push(...labels.map((label) => label.dotBox).filter(Boolean));
    const placed = placeLabels(labels, frame, obstacles, inkOf(drawn, view));
    const nodes = new Map([...sheets.keys()].map((side) => [side, []]));
    const sheetOf = ({ label }) => nodes.get(label.side) ?? nodes.get("");
    for (const item of placed) sheetOf(item).push(tieLine(item));
    for (const item of placed) {
      const dot = item.label.dot;
      const mark = dot && { class: "atlas-place-dot", cx: dot[0], cy: dot[1], r: 1.8 };
      if (mark) sheetOf(item).push(svgElement("circle", mark));
      sheetOf(item).push(drawLabel(item));
    }
    for (const [side, svg] of sheets) svg.replaceChildren(...nodes.get(side).filter(Boolean));
  }

  function draw(view) {
    cancelAnimationFrame(asked);
    const corner = map.containerPointToLayerPoint([0, 0]);
    view.shown = L.bounds(corner, corner.add(map.getSize()));
    asked = requestAnimationFrame(() => {
      const { min } = view.bounds;
      for (const svg of sheets.values()) {
        svg.setAttribute("width", view.size.x);
        svg.setAttribute("height", view.size.y);
        svg.setAttribute("viewBox", `${min.x} ${min.y} ${view.size.x} ${view.size.y}`);
      }
      paint(view);
    });
  }

  for (const side of sides) addSheet(side, () => {});
  const layer = addSheet("", draw);
  return { redraw: () => layer.redraw() };
}
