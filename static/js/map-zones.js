// Zones as one map has them: the layer, its rows in the legend, and whose claims it goes by.

import { addressInView, claimViews, firstClaims } from "./claims-view.js";
import { addZones, ZONE_LAYERS, zoneLayer, zoneSymbol } from "./zones.js";

/**
 * Begins to draw zones, after the events: gives at, lines, shown, credits, redraw and claims().
 *
 * furniture(): the map's legend and arrange, once there are some.
 */
export function startZones(map, state, config, source, scene, furniture) {
  let claims = firstClaims(config);
  let told = "";
  const shows = (key) => !state.get().hidden.has(key);

  function choose(view) {
    if (config.services?.position) {
      // What the reader has just done is written into the address a moment later.
      // On a page of comparison the query's view is its layout.
      const key = config.kind === "compare" ? "claims" : "view";
      setTimeout(() => window.location.assign(addressInView(view, window.location, key)), 250);
      return;
    }
    claims = view;
    zones.redraw();
  }
  function tell(drawn, credits) {
    for (const { zone } of drawn) scene.symbols.add(`${zoneLayer(zone)} ${zoneSymbol(zone)}`);
    const { arrange, credit, legend } = furniture();
    credit(credits);
    const views = claimViews(drawn, config.states, claims);
    const now = `${[...scene.symbols].join()} ${views.join()} ${claims}`;
    if (now !== told) {
      told = now;
      legend.update(scene.layers, scene.symbols);
      if (views.length > 1) legend.offerViews(views, claims, choose);
    }
    arrange();
  }
  for (const key of ZONE_LAYERS) scene.layers.add(key);
  const zones = addZones(map, { source, shows, view: () => claims, onDrawn: tell });
  return { ...zones, claims: () => claims };
}

/** Stands in for the zones of a map that has none. */
export function noZones(config) {
  const nothing = () => [];
  const at = () => ({ line: null, areas: [] });
  return { at, lines: nothing, shown: nothing, credits: () => "", redraw: nothing, claims: () => firstClaims(config) };
}
