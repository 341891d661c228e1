// The entry: takes every map that a page has announced, and draws the atlas on it.

import { addBasemap } from "./basemap.js";
import { element } from "./dom.js";
import { addEdgeMarkers } from "./edge-markers.js";
import { flyToGroups, isShown, showBox } from "./flying.js";
import { addInteraction } from "./interaction.js";
import { addLabels } from "./labels.js";
import { addLegend } from "./legend.js";
import { noZones, startZones } from "./map-zones.js";
import { createMeasure } from "./measure.js";
import { readPlaces } from "./place-labels.js";
import { closureGroup, exerciseGroup, patrolGroup, regionGroup } from "./records.js";
import { addPointerPosition, addScale } from "./scale.js";
import { addShapes } from "./shapes.js";
import { snapTo } from "./snapping.js";
import { openSource } from "./sources.js";
import { pageState } from "./state.js";
import { isDark, startMapTheme } from "./theme.js";
import { addTools } from "./tools.js";
import { applyFocus, applyVisibility } from "./visibility.js";

const ATTRIBUTION =
  "Land: Natural Earth · Maritime Exercise Atlas, edition %s · Not for navigation · WGS 84 · " +
  "Limits shown imply no position on any claim";

/** Shows the line of credits; gives a function that adds some to it. */
function addAttribution(map, { edition, tiles }) {
  const control = L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
  const words = ATTRIBUTION.replace("%s", /^[0-9a-f]+$/.test(edition) ? edition : "unknown");
  let line = words;
  control.addAttribution(line);
  if (tiles.url) control.addAttribution(tiles.attribution);
  return (credits) => {
    // The control takes markup: what a file says goes through a text node first.
    const text = element("span", {}, [...credits, words].join(" · ")).outerHTML;
    if (text === line) return;
    control.removeAttribution(line);
    line = text;
    control.addAttribution(line);
  };
}

function readGroups(kind, collections, scene) {
  const features = collections.flatMap((collection) => collection.features);
  if (kind === "patrols") return features.map(patrolGroup);
  if (kind === "closures") return features.map(closureGroup);
  if (kind === "regions") {
    const patrols = new Map(scene.shapes.groups.map((group) => [group.id, group]));
    return features.map((feature) => regionGroup(feature, patrols.get(feature.properties.event)));
  }
  const parents = new Map(features.map(({ properties }) => [properties.id, properties]));
  return features.map((feature) =>
    exerciseGroup(feature, parents.get(feature.properties.part_of) ?? null),
  );
}

// A page about one event draws that event only.
function ofScene(config, group) {
  return group && (config.kind !== "event" || group.event === config.event || group.closure);
}

function setFirstView(map, state, config) {
  const { c, z } = state.get();
  if (c && z != null) map.setView([c[1], c[0]], z, { animate: false });
  else showBox(map, config);
}

// The address follows what the reader does, not what the page did at first.
function followView(map, state, config) {
  let touched = Boolean(state.get().c);
  const touch = () => {
    touched = true;
  };
  for (const name of ["pointerdown", "wheel", "keydown"]) {
    map.getContainer().addEventListener(name, touch, { passive: true });
  }
  map.on("moveend", () => {
    if (!touched) return;
    const { lat, lng } = map.getCenter();
    const digits = (value) => Math.round(value * 1000) / 1000;
    state.set({ c: [digits(lng), digits(lat)], z: map.getZoom() });
  });
  map.on("resize", () => {
    if (!touched) showBox(map, config);
  });
  return () => {
    touched = false;
    showBox(map, config);
    state.set({ c: null, z: null });
  };
}

function startDrawing(map, state, config, source) {
  const shapes = addShapes(map);
  const scene = { shapes, places: [], layers: new Set(["graticule"]), symbols: new Set() };

  function add(kind, collections) {
    const groups = readGroups(kind, collections, scene).filter((group) => ofScene(config, group));
    shapes.add(groups);
    applyVisibility(groups, state.get());
    applyFocus(shapes.svg, state.get());
    for (const group of groups) {
      scene.layers.add(group.layer);
      for (const shape of group.shapes) scene.symbols.add(shape.symbol);
    }
  }
  async function load(kind, before) {
    const [collections] = await Promise.all([source.collection(kind), before]);
    if (kind !== "places") return add(kind, collections);
    scene.places = collections.flatMap((collection) => readPlaces(collection, config.names));
    scene.layers.add("places");
    return undefined;
  }
  const loads = new Map();
  for (const kind of ["exercises", "patrols", "regions", "closures", "places"]) {
    // A region takes its places from the patrol that it belongs to.
    const before = kind === "regions" ? loads.get("patrols") : null;
    if (source.kinds.includes(kind)) loads.set(kind, load(kind, before));
  }
  return { scene, drawn: Promise.allSettled(loads.values()) };
}

// Reading land takes the processor longer than the events do: they go first.
function startLand(map, state, config, source) {
  const dark = () => config.style.themes[isDark(state.get().theme) ? "dark" : "light"];
  return addBasemap(map, {
    load: source.cell,
    levels: source.levels,
    colours: dark,
    showsGraticule: () => !state.get().hidden.has("graticule"),
  });
}

function startFurniture(map, state, config, scene, { goHome, land, zones }) {
  const shows = (key) => !state.get().hidden.has(key);
  const groups = () => scene.shapes.groups;
  const edges = addEdgeMarkers(map, state, groups);
  const credit = addAttribution(map, config);
  addScale(map);
  const labels = addLabels(map, {
    groups,
    places: () => scene.places,
    zones: () => zones().shown(),
    states: config.states,
    shows,
    fonts: config.style.fonts,
  });
  const arrange = () => {
    edges.update();
    labels.redraw();
  };
  const legend = addLegend(map, state, config.style.layers, arrange);
  let tools = null;
  const snap = (latlng) =>
    snapTo(map, latlng, [
      { word: "the coast", groups: land.coasts() },
      { word: "a zone limit", groups: zones().lines() },
    ]);
  const measure = createMeasure(map, (on) => tools?.measuring(on), snap);
  addPointerPosition(map);
  const actions = addInteraction(map, state, config, scene, { measure, zones });
  tools = addTools(map, {
    ...actions,
    home: goHome,
    legend: legend.toggleFold,
    nextTheme: startMapTheme(state),
  });
  map.on("moveend", () => edges.update());
  return { arrange, credit, legend };
}

function followState(map, state, scene, { land, zones, furniture }) {
  state.subscribe((now, changed) => {
    if (changed.has("hidden") || changed.has("window")) {
      applyVisibility(scene.shapes.groups, now);
      furniture.arrange();
    }
    if (changed.has("hidden") || changed.has("theme")) land.redraw();
    if (changed.has("hidden")) zones().redraw();
    if (changed.has("hovered") || changed.has("selected")) applyFocus(scene.shapes.svg, now);
    if (!changed.has("selected") || !now.selected) return;
    const groups = scene.shapes.groups.filter(
      (group) => group.event === now.selected && !group.closure,
    );
    if (groups.length && !groups.some((group) => isShown(map, group))) flyToGroups(map, groups);
  });
  window
    .matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => land.redraw());
}

async function startMap({ element, options, config }) {
  const map = L.map(element, options);
  window[element] = map;
  const state = pageState({ theme: config.theme, hidden: new Set(config.hidden) });
  const source = openSource(config.sources);
  setFirstView(map, state, config);
  const { scene, drawn } = startDrawing(map, state, config, source);
  const goHome = followView(map, state, config);
  await drawn;
  const land = startLand(map, state, config, source);
  if (config.tiles.url) L.tileLayer(config.tiles.url, { maxZoom: 19 }).addTo(map);
  let zones = noZones(config);
  const ground = { land, zones: () => zones };
  const furniture = startFurniture(map, state, config, scene, { goHome, ...ground });
  furniture.legend.update(scene.layers, scene.symbols);
  furniture.arrange();
  followState(map, state, scene, { ...ground, furniture });
  map.getContainer().dataset.ready = "true";
  if (source.zoneLevels.length) {
    zones = startZones(map, state, config, source, scene, () => furniture);
  }
}

for (const entry of window.atlasMaps ?? []) startMap(entry);
window.atlasMaps = { push: startMap };
