// The areas of a reading on the map: their shapes, their numbered corners, the view that holds them.

import { spanText } from "./dates.js";
import { svgElement } from "./dom.js";
import { flyToGroups, isShown } from "./flying.js";
import { addFrameLayer, mapPane } from "./frame-layer.js";
import { nearLongitude, projectLine, worldX, worldY } from "./mercator.js";
import { finishGroup, projectArea } from "./records.js";
import { applyVisibility } from "./visibility.js";
import { followLight, lightByPointer } from "./warning-light.js";

const NUMBER_ROOM_PX = 30;
let drawReading = null;
let waiting = null;

/** Shows the features of a reading on the map, once it is there; fly: whether the view follows. */
export function showReading(features, fly) {
  if (drawReading) drawReading(features, fly);
  else waiting = [features, fly];
}

function openLines(geometry) {
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiLineString" ? geometry.coordinates : [];
}

function warningShapes(geometry, symbol) {
  const open = openLines(geometry);
  // The outline of an open line is drawn without its fill: as that of an area cut at 180°.
  if (open.length) {
    const lines = open.map((line) => projectLine(line));
    return [{ kind: "area", symbol, lines, seam: true, soft: null, open: true }];
  }
  const { lines, seam } = projectArea(geometry);
  return lines.length ? [{ kind: "area", symbol, lines, seam, soft: null }] : [];
}

function cornersOfArea({ corners, symbol }) {
  const near = corners[0]?.[1] ?? 0;
  return corners.map(([key, lon, lat]) => ({
    key,
    symbol,
    alone: corners.length === 1,
    number: key.split(".")[2],
    x: worldX(nearLongitude(lon, near)),
    y: worldY(lat),
  }));
}

function warningGroup({ id, properties, geometry }) {
  const { message, label, symbol, start, end } = properties;
  const [lon, lat] = geometry.type === "Point" ? geometry.coordinates : [];
  const number = label ? `${message} ${label}` : message;
  const group = {
    id,
    event: `m${message}`,
    layer: "warnings",
    record: { id, ...properties },
    part: null,
    name: properties.name ? `${number}: ${properties.name}` : number,
    span: spanText(start, end),
    from: start,
    to: end,
    anchor: geometry.type === "Point" ? { x: worldX(lon), y: worldY(lat) } : null,
    dot: geometry.type === "Point",
    shapes: warningShapes(geometry, symbol),
    fixes: [],
    warning: true,
    corners: cornersOfArea(properties),
  };
  return finishGroup(group);
}

function cornerMark(corner) {
  const spot = svgElement("circle", { class: "atlas-corner-spot", r: 10 });
  const dot = svgElement("circle", { class: "atlas-corner-dot", r: 3 });
  const number = svgElement("text", { class: "atlas-corner-number", x: 7, y: -6 }, corner.number);
  return svgElement("g", { class: `atlas-corner atlas-corner-${corner.symbol}`, "data-corner": corner.key }, spot, dot, number);
}

// A number stands where its dot has room: away from those that have one. A lone corner needs none.
function placeCorners(corners, view, turn) {
  const numbered = [];
  for (const corner of corners) {
    const x = (corner.x + turn) * view.scale - view.origin.x;
    const y = corner.y * view.scale - view.origin.y;
    corner.node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const apart = numbered.every(([a, b]) => Math.hypot(a - x, b - y) > NUMBER_ROOM_PX);
    const free = apart && !corner.alone;
    corner.node.classList.toggle("is-numbered", free);
    if (free) numbered.push([x, y]);
  }
}

function addCorners(map) {
  mapPane(map, "atlas-corners", 630);
  const svg = svgElement("svg", { class: "atlas-corners", "aria-hidden": "true" });
  let corners = [];

  function draw(view) {
    const { min } = view.bounds;
    svg.setAttribute("width", view.size.x);
    svg.setAttribute("height", view.size.y);
    svg.setAttribute("viewBox", `${min.x} ${min.y} ${view.size.x} ${view.size.y}`);
    const middle = (map.getCenter().lng + 180) / 360;
    placeCorners(corners, view, corners.length ? Math.round(middle - corners[0].x) : 0);
  }

  const layer = addFrameLayer(map, { pane: "atlas-corners", make: () => svg, draw });
  followLight((key) => {
    for (const { node, key: own } of corners) node.classList.toggle("is-lit", own === key);
  });
  lightByPointer(map.getPane("atlas-corners"));
  return (groups) => {
    corners = groups.flatMap((group) => group.corners);
    for (const corner of corners) corner.node = cornerMark(corner);
    svg.replaceChildren(...corners.map(({ node }) => node));
    layer.redraw();
  };
}

/** Lets readings be shown on a map; those that came before it was there are shown now. */
export function startWarningMap(map, state, scene, furniture, view) {
  const showCorners = addCorners(map);
  const shapes = scene.shapes;
  state.subscribe((now, changed) => {
    if (changed.has("hidden")) map.getPane("atlas-corners").hidden = now.hidden.has("warnings");
  });
  drawReading = (features, fly) => {
    const groups = features.map(warningGroup).filter(Boolean);
    shapes.clear();
    shapes.add(groups);
    for (const group of groups) {
      for (const shape of group.shapes) if (shape.open) shape.nodes[0].classList.add("atlas-no-fill");
    }
    applyVisibility(groups, state.get());
    scene.layers[groups.length ? "add" : "delete"]("warnings");
    furniture.legend.update(scene.layers, scene.symbols);
    showCorners(groups);
    const away = groups.some((group) => !isShown(map, group));
    if (groups.length && (fly || away)) {
      view.touch();
      flyToGroups(map, groups, { closest: 9 });
    }
    furniture.arrange();
  };
  if (waiting) drawReading(...waiting);
  waiting = null;
}
