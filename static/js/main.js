// The entry: takes every map that a page has announced, and draws the atlas on it.

import { addBasemap } from "./basemap.js";
import { comparedGroups, comparedNames } from "./compare-records.js";
import { startPair } from "./compare-side.js";
import { addSwipe } from "./compare-swipe.js";
import { element } from "./dom.js";
import { addEdgeMarkers } from "./edge-markers.js";
import { flyToGroups, isShown, showBox } from "./flying.js";
import { addInteraction } from "./interaction.js";
import { addLabels } from "./labels.js";
import { addLegend } from "./legend.js";
import { noZones, startZones } from "./map-zones.js";
import { createMeasure } from "./measure.js";
import { renamed, setNaming } from "./naming.js";
import { readPlaces } from "./place-labels.js";
import { closureGroup, exerciseGroup, patrolGroup, regionGroup } from "./records.js";
import { addPointerPosition, addScale } from "./scale.js";
import { addShapes } from "./shapes.js";
import { snapTo } from "./snapping.js";
import { openSource } from "./sources.js";
import { isEmbedded, pageState } from "./state.js";
import { isDark, startMapTheme } from "./theme.js";
import { addTools } from "./tools.js";
import { applyFocus, applyVisibility } from "./visibility.js";
import { startWarningMap } from "./warning-map.js";

const ATTRIBUTION_SHORT = "Land: Natural Earth · Limits shown imply no position on any claim";
const ATTRIBUTION =
  "Land: Natural Earth · Maritime Exercise Atlas, edition %s · Not for navigation · WGS 84 · " +
  "Limits shown imply no position on any claim";

/** Shows the line of credits; gives a function that adds some to it. */
function addAttribution(map, { edition, tiles }) {
  const control = L.control.attribution({ prefix: false, position: "bottomright" }).addTo(map);
  // An embed says the rest below its map, and so does a page, where the map is small.
  const saidBelow = matchMedia("(max-width: 720px)").matches && document.querySelector(".site-footer");
  const said = isEmbedded() || saidBelow ? ATTRIBUTION_SHORT : ATTRIBUTION;
  const words = said.replace("%s", /^[0-9a-f]+$/.test(edition) ? edition : "unknown");
  if (tiles.url) control.addAttribution(tiles.attribution);
  let line = words;
  control.addAttribution(line);
  // What stands at the bottom left keeps clear of it, however many lines it takes.
  const keepClear = () => {
    const high = control.getContainer().offsetHeight;
    map.getContainer().style.setProperty("--atlas-foot", `${high + 2}px`);
  };
  map.on("resize", keepClear);
  keepClear();
  return (credits) => {
    // The control takes markup: what a file says goes through a text node first.
    const text = element("span", {}, [...credits, words].join(" · ")).outerHTML;
    if (text === line) return;
    control.removeAttribution(line);
    line = text;
    control.addAttribution(line);
    keepClear();
  };
}

function readGroups(kind, collections, scene, config) {
  const features = collections
    .flatMap((collection) => collection.features)
    .map((feature) => ({ ...feature, properties: renamed(feature.properties) }));
  if (kind === "comparison") return comparedGroups(features, config.compared, config.side);
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

function groupsOf(scene, event) {
  return scene.shapes.groups.filter((group) => group.event === event && !group.closure);
}

// The address follows what the reader does, not what the page did at first. An address that names
// an event of a year and no view shows that event.
function followView(map, state, config, scene) {
  let touched = Boolean(state.get().c);
  let framed = !touched && config.kind === "year" ? state.get().selected : null;
  const touch = () => {
    touched = true;
  };
  const show = () => {
    const groups = framed ? groupsOf(scene, framed) : [];
    showBox(map, config);
    if (groups.length) flyToGroups(map, groups, { animate: false });
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
    if (!touched) show();
  });
  // Leaflet looks at its size when the window changes; what stands beside a map changes it too.
  const follow = () => touched || map.invalidateSize({ pan: false });
  new ResizeObserver(follow).observe(map.getContainer());
  const home = () => {
    [touched, framed] = [false, null];
    show();
    state.set({ c: null, z: null });
  };
  return { home, touch, frame: () => framed && !touched && show() };
}

const SWIPE_SIDES = ["left", "right"];

// The shapes of a map; of a swipe, in a pane for each side.
function addSides(map, { compared }) {
  if (compared?.layout !== "swipe") return addShapes(map);
  const layers = SWIPE_SIDES.map((side) => addShapes(map, `atlas-shapes-${side}`));
  const groups = [];
  function add(more) {
    groups.push(...more);
    SWIPE_SIDES.forEach((side, index) => layers[index].add(more.filter((group) => group.side === side)));
  }
  return { svgs: layers.flatMap(({ svgs }) => svgs), groups, add };
}

function focusShapes(shapes, now) {
  for (const svg of shapes.svgs) applyFocus(svg, now);
}

function startDrawing(map, state, config, source) {
  const shapes = addSides(map, config);
  const scene = { shapes, places: [], layers: new Set(["graticule"]), symbols: new Set() };

  function add(kind, collections) {
    const groups = readGroups(kind, collections, scene, config).filter((group) => ofScene(config, group));
    shapes.add(groups);
    applyVisibility(groups, state.get());
    focusShapes(shapes, state.get());
    for (const group of groups) {
      scene.layers.add(group.layer);
      for (const shape of group.shapes) scene.symbols.add(`${group.layer} ${shape.symbol}`);
    }
  }
  async function load(kind, before) {
    const [collections] = await Promise.all([source.collection(kind), before]);
    if (kind !== "places") return add(kind, collections);
    setNaming(collections, config.names);
    scene.places = collections.flatMap((collection) => readPlaces(collection, config.names));
    scene.layers.add("places");
    return undefined;
  }
  const loads = new Map();
  for (const kind of ["places", "exercises", "patrols", "regions", "closures", "comparison"]) {
    // A region takes its places from the patrol that it belongs to; a name set is of the gazetteer.
    const named = config.names === "neutral" ? null : loads.get("places");
    const before = kind === "regions" ? loads.get("patrols") : named;
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

function startFurniture(map, state, config, scene, { view, land, zones }) {
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
    sides: config.compared?.layout === "swipe" ? SWIPE_SIDES : [],
  });
  const arrange = () => {
    edges.update();
    labels.redraw();
  };
  const own = config.kind === "compare" ? comparedNames(config.compared) : [];
  const legend = addLegend(map, state, [...own, ...config.style.layers], arrange);
  let tools = null;
  const snap = (latlng) =>
    snapTo(map, latlng, [
      { word: "the coast", groups: land.coasts() },
      { word: "a zone limit", groups: zones().lines() },
    ]);
  const onMeasure = (on) => {
    tools?.measuring(on);
    arrange();
  };
  const measure = createMeasure(map, onMeasure, snap);
  addPointerPosition(map);
  const actions = addInteraction(map, state, config, scene, { measure, zones });
  tools = addTools(map, {
    ...actions,
    home: view.home,
    legend: legend.toggleFold,
    nextTheme: startMapTheme(state),
  });
  map.on("moveend", () => edges.update());
  return { arrange, credit, legend };
}

// A flight that the reader asked for, by a card or a row, is the reader's view.
function flyToSelected(map, scene, event, view) {
  const groups = groupsOf(scene, event);
  if (scene.pointed || !groups.length || groups.some((group) => isShown(map, group))) return;
  view.touch();
  flyToGroups(map, groups);
}

function followState(map, state, scene, { land, zones, furniture, view }) {
  state.subscribe((now, changed) => {
    if (changed.has("hidden") || changed.has("window")) {
      applyVisibility(scene.shapes.groups, now);
      furniture.arrange();
    }
    if (changed.has("hidden") || changed.has("theme")) land.redraw();
    if (changed.has("hidden")) zones().redraw();
    if (changed.has("hovered") || changed.has("selected")) focusShapes(scene.shapes, now);
    if (changed.has("selected") && now.selected) flyToSelected(map, scene, now.selected, view);
  });
  window
    .matchMedia("(prefers-color-scheme: dark)")
    .addEventListener("change", () => land.redraw());
}

async function startMap({ element: id, options, config }, shared = null) {
  const map = L.map(id, options);
  window[id] = map;
  const state = pageState({ theme: config.theme, hidden: new Set(config.hidden) });
  const source = shared ?? openSource(config.sources);
  // Insets stand on the map, where labels keep clear of them.
  const insets = config.side ? null : map.getContainer().parentElement.querySelector("[data-insets]");
  if (insets) map.getContainer().append(insets);
  setFirstView(map, state, config);
  // Fonts that travel with the page: labels are measured in them.
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
  const { scene, drawn } = startDrawing(map, state, config, source);
  const view = followView(map, state, config, scene);
  await drawn;
  view.frame();
  const land = startLand(map, state, config, source);
  if (config.tiles.url) L.tileLayer(config.tiles.url, { maxZoom: 19 }).addTo(map);
  let zones = noZones(config);
  const ground = { land, zones: () => zones, view };
  const furniture = startFurniture(map, state, config, scene, ground);
  // One legend stands for both maps of a pair.
  for (const { key } of config.compared?.rows ?? []) scene.layers.add(`year-${key}`);
  furniture.legend.update(scene.layers, scene.symbols);
  furniture.arrange();
  followState(map, state, scene, { ...ground, furniture });
  if (config.kind === "warnings") startWarningMap(map, state, scene, furniture, view);
  map.getContainer().dataset.ready = "true";
  if (config.compared?.layout === "swipe") addSwipe(map, config.compared, furniture.arrange);
  if (source.zoneLevels.length) {
    zones = startZones(map, state, config, source, scene, () => furniture);
  }
  return { map, view };
}

function startEntry(entry) {
  return entry.config.compared?.layout === "side" ? startPair(entry, startMap) : startMap(entry);
}

for (const entry of window.atlasMaps ?? []) startEntry(entry);
window.atlasMaps = { push: startEntry };
