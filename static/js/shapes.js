// All shapes of a map as one SVG: areas below, tracks above, fixes on top.

import { svgElement } from "./dom.js";
import { addFrameLayer, mapPane } from "./frame-layer.js";
import { boxesMeet, turnsTo } from "./mercator.js";
import {
  areaPath,
  chevronPath,
  linePath,
  outlinePath,
  pixelLine,
  pointAlong,
  visiblePieces,
} from "./paths.js";

const SHAPE_LEVELS = ["regions", "closures", "areas", "tracks", "fixes"];
const CHEVRON_LEAST_PX = 46;

function levelOf(group) {
  if (group.layer === "regions" || group.layer === "closures") return group.layer;
  return group.shapes.some((shape) => shape.kind === "leg") ? "tracks" : "areas";
}

function hooks(group, ...names) {
  const classes = ["atlas-shape", `atlas-${group.layer}`, ...names].join(" ");
  return { class: classes, "data-event": group.event, "data-feature": group.id };
}

let gradientCount = 0;

function softFill(shape) {
  gradientCount += 1;
  const stop = (offset, end) => {
    const node = svgElement("stop", { offset, class: `atlas-stop-${shape.symbol}-${end}` });
    // A gradient stands outside of its group, whose colour it would take.
    if (shape.soft.colour) node.style.stopColor = `var(--atlas-${shape.soft.colour})`;
    return node;
  };
  const full = shape.symbol.endsWith("theatre") ? "35%" : "0%";
  return svgElement(
    "radialGradient",
    { id: `atlas-soft-${gradientCount}`, gradientUnits: "userSpaceOnUse" },
    stop(full, "inner"),
    stop("100%", "outer"),
  );
}

function buildArea(group, shape, defs) {
  const nodes = [svgElement("path", hooks(group, `atlas-sym-${shape.symbol}`))];
  nodes[0].setAttribute("fill-rule", "evenodd");
  if (shape.soft) {
    shape.gradient = softFill(shape);
    defs.append(shape.gradient);
    nodes[0].style.fill = `url(#${shape.gradient.id})`;
    nodes[0].style.fillOpacity = "1";
  }
  if (shape.seam) {
    nodes[0].classList.add("atlas-no-line");
    nodes.push(svgElement("path", hooks(group, `atlas-sym-${shape.symbol}`, "atlas-no-fill")));
  }
  return nodes;
}

// Casing, line, chevrons, and a wide unseen line that a finger can hit.
function buildLeg(group, shape) {
  const symbol = `atlas-sym-${shape.symbol}`;
  shape.arrow = group.layer !== "air-patrols";
  return [
    svgElement("path", hooks(group, "atlas-casing", `${symbol}-casing`)),
    svgElement("path", hooks(group, symbol)),
    svgElement("path", hooks(group, "atlas-chevron", `${symbol}-chevron`)),
    svgElement("path", hooks(group, "atlas-hit")),
  ];
}

function buildFix(group, fix) {
  const family = `atlas-fix-${group.family}${fix.phase === "during" ? "" : "-approach"}`;
  const radius = fix.phase === "during" ? 3.2 : 2.5;
  const node = svgElement("circle", { ...hooks(group, "atlas-fix", family), r: radius });
  node.dataset.order = String(fix.waypoint.order);
  return node;
}

function buildGroup(group, roots, defs) {
  for (const shape of group.shapes) {
    shape.nodes = shape.kind === "leg" ? buildLeg(group, shape) : buildArea(group, shape, defs);
  }
  for (const fix of group.fixes) fix.node = fix.wide ? null : buildFix(group, fix);
  if (group.dot) {
    group.dotNode = svgElement("circle", { ...hooks(group, "atlas-dot"), r: 2.6 });
    group.dotNode.classList.add(`atlas-dot-${group.layer}`);
  }
  const level = levelOf(group);
  const root = svgElement("g", { class: group.looks });
  // Casings of all legs lie under all lines, so that no leg cuts another.
  const nodes = group.shapes.map((shape) => shape.nodes);
  const depth = Math.max(0, ...nodes.map((list) => list.length));
  for (let index = 0; index < depth; index += 1) {
    for (const list of nodes) if (list[index]) root.append(list[index]);
  }
  root.dataset.order = String(group.order);
  roots[level].insertBefore(root, nextSmaller(roots[level], group));
  group.root = root;
  group.marks = svgElement("g", { class: group.looks }, ...group.fixes.map((fix) => fix.node), group.dotNode);
  roots.fixes.append(group.marks);
}

// Smallest on top: after all larger ones.
function nextSmaller(root, group) {
  return [...root.children].find((other) => Number(other.dataset.order) > group.order) ?? null;
}

function chevronsOf(pixels, bounds) {
  let data = "";
  for (const piece of visiblePieces(pixels, bounds)) {
    const middle = pointAlong(piece);
    if (!middle || middle[3] < CHEVRON_LEAST_PX) continue;
    data += chevronPath(middle);
  }
  return data;
}

function drawLeg(shape, view, turn) {
  const pixels = pixelLine(shape.lines[0], view, turn);
  const data = linePath(pixels, view.bounds);
  shape.pixels = pixels;
  const [casing, line, chevron, hit] = shape.nodes;
  for (const node of [casing, line, hit]) node.setAttribute("d", data);
  if (shape.arrow) chevron.setAttribute("d", chevronsOf(pixels, view.shown));
}

function drawArea(shape, view, turn) {
  const data = areaPath(shape.lines, view, turn);
  shape.nodes[0].setAttribute("d", data);
  if (shape.seam) shape.nodes[1].setAttribute("d", outlinePath(shape.lines, view, turn));
  if (!shape.gradient) return;
  const { x, y, radius } = shape.soft;
  shape.gradient.setAttribute("cx", (x + turn) * view.scale - view.origin.x);
  shape.gradient.setAttribute("cy", y * view.scale - view.origin.y);
  shape.gradient.setAttribute("r", radius * view.scale);
}

function place(node, point, view, turn) {
  node.setAttribute("cx", Math.round(((point.x + turn) * view.scale - view.origin.x) * 10) / 10);
  node.setAttribute("cy", Math.round((point.y * view.scale - view.origin.y) * 10) / 10);
}

/** The view's bounds as a box in world units. */
export function viewBox(view) {
  const { min, max } = view.bounds;
  return [min.x, min.y, max.x, max.y].map(
    (value, index) => (value + (index % 2 ? view.origin.y : view.origin.x)) / view.scale,
  );
}

function drawGroup(group, view, seen, middleX) {
  const turn = turnsTo(group.box, middleX);
  group.turn = turn;
  const box = [group.box[0] + turn, group.box[1], group.box[2] + turn, group.box[3]];
  group.near = boxesMeet(box, seen);
  const corner = group.fixes.length ? view.shown.min : "";
  const key = `${view.scale} ${view.origin} ${turn} ${group.near} ${corner}`;
  const still = key === group.drawnFor && box[2] - box[0] < (seen[2] - seen[0]) * 2;
  for (const root of [group.root, group.marks]) root.style.display = group.near ? "" : "none";
  if (still || !group.near) return;
  group.drawnFor = key;
  for (const shape of group.shapes) {
    if (shape.kind === "leg") drawLeg(shape, view, turn);
    else drawArea(shape, view, turn);
  }
  for (const fix of group.fixes) if (fix.node) place(fix.node, fix, view, turn);
  if (group.dotNode) place(group.dotNode, group.anchor, view, turn);
}

/** Adds a layer of shapes to a map, in a pane of its own; add(groups) draws more of them at once, clear() none. */
export function addShapes(map, pane = "atlas-shapes") {
  mapPane(map, pane, 420);
  const defs = svgElement("defs");
  const roots = Object.fromEntries(
    SHAPE_LEVELS.map((name) => [name, svgElement("g", { class: `atlas-level-${name}` })]),
  );
  const svg = svgElement(
    "svg",
    { class: "atlas-shapes", "aria-hidden": "true" },
    defs,
    ...SHAPE_LEVELS.map((name) => roots[name]),
  );
  const groups = [];

  function draw(view) {
    const { min } = view.bounds;
    svg.setAttribute("width", view.size.x);
    svg.setAttribute("height", view.size.y);
    svg.setAttribute("viewBox", `${min.x} ${min.y} ${view.size.x} ${view.size.y}`);
    const corner = map.containerPointToLayerPoint([0, 0]);
    view.shown = L.bounds(corner, corner.add(map.getSize()));
    const middleX = (corner.x + map.getSize().x / 2 + view.origin.x) / view.scale;
    const seen = viewBox(view);
    for (const group of groups) drawGroup(group, view, seen, middleX);
  }

  const layer = addFrameLayer(map, { pane, make: () => svg, draw });
  function add(more) {
    for (const group of more) buildGroup(group, roots, defs);
    groups.push(...more);
    layer.redraw();
  }
  function clear() {
    for (const group of groups) {
      group.root.remove();
      group.marks.remove();
    }
    groups.length = 0;
  }
  return { svgs: [svg], groups, add, clear, redraw: () => layer.redraw() };
}
