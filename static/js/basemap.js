// Land and coast on one canvas: the world from far, cells of finer lines from near.

import { projectRing, worldBox, worldX, worldY } from "./mercator.js";
import { addFrameLayer, mapPane } from "./frame-layer.js";
import { graticuleStep } from "./graticule.js";
import { isEmbedded } from "./state.js";

const CELL_DEGREES = { "50m": 30, "10m": 10 };
const CELL_UNIT = 65536;
const CELLS_AT_ONCE = 48;
const PATIENCE_MS = 500;
const CELL_PATTERN = /^([ew])(\d{1,3})([ns])(\d{1,2})$/;

// A small frame far from the ground does without what it could not show.
const EMBED_ZOOMS = 0.5;

/** Which level of detail a zoom asks for. */
export function basemapLevel(zoom) {
  return zoom < 3.4 + (isEmbedded() ? EMBED_ZOOMS : 0) ? "110m" : zoom < 6.9 ? "50m" : "10m";
}

function cellName(west, south) {
  const lon = ((((west + 180) % 360) + 360) % 360) - 180;
  return `${lon < 0 ? "w" : "e"}${Math.abs(lon)}${south < 0 ? "s" : "n"}${Math.abs(south)}`;
}

function cellCorner(level, name) {
  if (level === "110m") return { west: -180, south: -90, step: 360 };
  const [, ew, lon, ns, lat] = name.match(CELL_PATTERN);
  const west = Number(lon) * (ew === "w" ? -1 : 1);
  return { west, south: Number(lat) * (ns === "s" ? -1 : 1), step: CELL_DEGREES[level] };
}

/** The cells, with the turns of the world at which they are seen, of a view in degrees. */
export function cellsInView(level, west, south, east, north) {
  const cells = [];
  if (level === "110m") {
    const [first, last] = [Math.floor((west + 180) / 360), Math.floor((east + 180) / 360)];
    for (let turn = first; turn <= last; turn += 1) cells.push({ name: "world", turn });
    return cells;
  }
  const step = CELL_DEGREES[level];
  for (let lat = Math.floor(south / step) * step; lat < Math.min(north, 90); lat += step) {
    if (lat < -90) continue;
    for (let lon = Math.floor(west / step) * step; lon < east; lon += step) {
      cells.push({ name: cellName(lon, lat), turn: Math.floor((lon + 180) / 360) });
    }
  }
  return cells;
}

function ringsOf(collection) {
  const shapes = collection.features.map((feature) => feature.geometry).filter(Boolean);
  return shapes.flatMap(({ type, coordinates }) =>
    type === "Polygon" ? coordinates : type === "MultiPolygon" ? coordinates.flat() : [],
  );
}

// A path in units of its own corner keeps the precision that a path in world units would lose.
function cellPaths(level, name, collection) {
  const { west, south, step } = cellCorner(level, name);
  const [left, top] = [worldX(west), worldY(Math.min(south + step, 85))];
  const [land, coast] = [new Path2D(), new Path2D()];
  const onBorder = (a, b) =>
    (a[0] === b[0] && (a[0] === west || a[0] === west + step)) ||
    (a[1] === b[1] && (a[1] === south || a[1] === south + step)) ||
    (a[1] < -85 && b[1] < -85);
  for (const ring of ringsOf(collection)) {
    let drawing = false;
    ring.forEach((position, index) => {
      const x = (worldX(position[0]) - left) * CELL_UNIT;
      const y = (worldY(position[1]) - top) * CELL_UNIT;
      if (index) land.lineTo(x, y);
      else land.moveTo(x, y);
      if (drawing && !onBorder(ring[index - 1], position)) coast.lineTo(x, y);
      else coast.moveTo(x, y);
      drawing = true;
    });
    land.closePath();
  }
  return { land, coast, left, top, rings: ringsOf(collection) };
}

// Only measuring needs the coast as lines: they are made when they are first asked for.
function outlinesOf(cell) {
  cell.outlines ??= cell.rings.map((ring) => {
    const line = projectRing(ring);
    return { lines: [line], box: worldBox([line]) };
  });
  return cell.outlines;
}

/** A store of cells: ask() fetches what is not there, peek() does not. */
function createCellStore(load, onArrival) {
  const cells = new Map();
  const peek = (level, name) => cells.get(`${level}/${name}`) ?? null;
  const ask = (level, name) => {
    const key = `${level}/${name}`;
    if (cells.has(key)) return cells.get(key);
    cells.set(key, null);
    load(level, name)
      .then((collection) => {
        if (!collection) return;
        cells.set(key, cellPaths(level, name, collection));
        onArrival();
      })
      .catch(() => setTimeout(() => cells.delete(key), 5000));
    return null;
  };
  return { ask, peek };
}

function addPath(target, cell, kind, turn, view) {
  const scale = view.scale / CELL_UNIT;
  const x = (cell.left + turn) * view.scale - view.origin.x - view.bounds.min.x;
  const y = cell.top * view.scale - view.origin.y - view.bounds.min.y;
  target.addPath(cell[kind], new DOMMatrix([scale, 0, 0, scale, x, y]));
}

function paintLand(context, view, cells, colour) {
  const [land, coast] = [new Path2D(), new Path2D()];
  for (const { cell, turn } of cells) {
    addPath(land, cell, "land", turn, view);
    addPath(coast, cell, "coast", turn, view);
  }
  context.fillStyle = colour.land;
  context.fill(land, "evenodd");
  context.lineWidth = 0.7;
  context.lineJoin = "round";
  context.strokeStyle = colour.coast;
  context.stroke(coast);
}

function clipToCells(context, view, level, cells) {
  context.beginPath();
  for (const { name, turn } of cells) {
    const { west, south, step } = cellCorner(level, name);
    const x = (worldX(west) + turn) * view.scale - view.origin.x - view.bounds.min.x;
    const [top, bottom] = [worldY(south + step), worldY(south)].map(
      (y) => y * view.scale - view.origin.y - view.bounds.min.y,
    );
    context.rect(x, top, (step / 360) * view.scale, bottom - top);
  }
  context.clip();
}

function strokeGraticule(context, view, degrees, colour) {
  const step = graticuleStep(view.zoom);
  const [west, south, east, north] = degrees;
  context.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon <= east; lon += step) {
    const x = Math.round(worldX(lon) * view.scale - view.origin.x - view.bounds.min.x) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, view.size.y);
  }
  for (let lat = Math.ceil(south / step) * step; lat <= Math.min(north, 84); lat += step) {
    const y = Math.round(worldY(lat) * view.scale - view.origin.y - view.bounds.min.y) + 0.5;
    context.moveTo(0, y);
    context.lineTo(view.size.x, y);
  }
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.stroke();
}

function prepareCanvas(canvas, view) {
  const ratio = Math.min(window.devicePixelRatio || 1, 3);
  const [width, height] = [Math.round(view.size.x * ratio), Math.round(view.size.y * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${view.size.x}px`;
    canvas.style.height = `${view.size.y}px`;
  }
  const context = canvas.getContext("2d", { alpha: false });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

// With all land of its first view the map takes the place of the page's still drawing of it.
function showLanded(map) {
  const container = map.getContainer();
  if (container.dataset.landed) return;
  container.dataset.landed = "true";
  container.parentElement?.querySelector(":scope > .atlas-still")?.remove();
}

/** The degrees [west, south, east, north] of a layer's view. */
export function viewDegrees(map, view) {
  const southWest = map.layerPointToLatLng(view.bounds.getBottomLeft());
  const northEast = map.layerPointToLatLng(view.bounds.getTopRight());
  return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
}

/**
 * Adds land and coast to a map.
 *
 * load(level, cell) promises a GeoJSON collection; colours() gives those of the theme;
 * showsGraticule() whether degree lines are on. coasts() of what it gives are the coastlines in
 * view, with the sides of cells among them.
 */
export function addBasemap(map, { load, levels, colours, showsGraticule }) {
  mapPane(map, "atlas-land", 150);
  let patience = 0;
  let shown = [];
  const store = createCellStore(load, () => requestAnimationFrame(() => layer.redraw()));
  const wanted = (zoom) => {
    const level = basemapLevel(zoom);
    return levels.includes(level) ? level : levels[levels.length - 1];
  };
  const seen = (level, degrees, find) =>
    cellsInView(level, ...degrees)
      .slice(0, CELLS_AT_ONCE)
      .map((place) => ({ ...place, cell: find(level, place.name) }));

  // Where fine cells have not arrived yet, coarse ones that are there stand in; where there are
  // none, the next coarser are sent for after a while.
  function standIn(context, view, level, missing, degrees) {
    const next = levels.indexOf(level) - 1;
    // The still drawing stands in at first; an embed asks for nothing twice.
    patience = setTimeout(() => next >= 0 && !isEmbedded() && seen(levels[next], degrees, store.ask), PATIENCE_MS);
    for (let index = next; index >= 0; index -= 1) {
      const cells = seen(levels[index], degrees, store.peek).filter(({ cell }) => cell);
      if (!cells.length) continue;
      context.save();
      clipToCells(context, view, level, missing);
      paintLand(context, view, cells, colours());
      context.restore();
      return;
    }
  }

  function draw(view, canvas) {
    const context = prepareCanvas(canvas, view);
    const colour = colours();
    const degrees = viewDegrees(map, view);
    context.fillStyle = colour.sea;
    context.fillRect(0, 0, view.size.x, view.size.y);
    if (showsGraticule()) strokeGraticule(context, view, degrees, colour.graticule);
    const level = wanted(view.zoom);
    const cells = seen(level, degrees, store.ask);
    shown = cells.filter(({ cell }) => cell);
    paintLand(context, view, shown, colour);
    const missing = cells.filter(({ cell }) => !cell);
    clearTimeout(patience);
    if (missing.length) standIn(context, view, level, missing, degrees);
    else showLanded(map);
  }

  const layer = addFrameLayer(map, {
    pane: "atlas-land",
    padding: 0.2,
    make: () => L.DomUtil.create("canvas", "atlas-land"),
    draw,
  });
  const coasts = () => shown.flatMap(({ cell, turn }) => outlinesOf(cell).map((one) => ({ ...one, turn })));
  return { redraw: () => layer.redraw(), coasts };
}
