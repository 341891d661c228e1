// What a click or a hover on the map does.

import { element } from "./dom.js";
import { liftPopups } from "./popup-pane.js";
import { comparedPopup, shiftPopup } from "./compare-popup.js";
import { closurePopup, eventPopup } from "./popups.js";
import { positionPopup } from "./position-popup.js";
import { fold, zoneAreaPopup, zoneLinePopup } from "./zone-popups.js";
import { areaName, basisWords, claimWords, lineTitle } from "./zone-words.js";

const POPUP_WIDEST_PX = 320;
// The margins of a popup's content on both sides, and its tip with the margins above and below.
const POPUP_SIDES_PX = 34;
const POPUP_ENDS_PX = 48;
const HOOKS = "[data-event], [data-feature]";

function popupOptions(map) {
  const size = map.getSize();
  return {
    maxWidth: Math.min(POPUP_WIDEST_PX, size.x * 0.75 - POPUP_SIDES_PX),
    minWidth: Math.min(220, size.x * 0.5),
    maxHeight: Math.max(120, size.y * 0.6 - POPUP_ENDS_PX),
    className: "atlas-popup",
    autoPanPadding: [12, 12],
  };
}

function findGroup(scene, node) {
  const feature = node.dataset.feature;
  if (feature) return scene.shapes.groups.find((group) => group.id === feature);
  return scene.shapes.groups.find((group) => group.event === node.dataset.event);
}

// The fix that a tint stands for: the nearest of those known to no better than a whole theatre.
function wideFix(group, latlng) {
  const away = (fix) => latlng.distanceTo([fix.waypoint.lat, fix.waypoint.lon]);
  const wide = group.fixes.filter((fix) => fix.wide && !fix.off);
  return wide.sort((a, b) => away(a) - away(b))[0];
}

// Of a warning the panel tells all that was read: a click brings it into sight, again and again.
function showCard(state, scene, event) {
  scene.pointed = true;
  state.set({ selected: null });
  state.set({ selected: event });
  scene.pointed = false;
}

function followHover(map, state) {
  const hover = (event) => event.target.closest?.("[data-event]")?.getAttribute("data-event") ?? null;
  const pane = map.getPane("mapPane");
  pane.addEventListener("pointerover", (event) => state.set({ hovered: hover(event) }));
  pane.addEventListener("pointerleave", () => state.set({ hovered: null }));
}

function cardOf(group, main, fix, config) {
  if (group.layer === "shift") return shiftPopup(group);
  if (group.compared) return comparedPopup(group, config);
  if (group.closure) return closurePopup(group);
  return eventPopup(group.part ? group : main, fix?.waypoint, config);
}

/** Listens to clicks and hovers, on zones() too; gives the actions that keys and buttons share. */
export function addInteraction(map, state, config, scene, { measure, zones }) {
  liftPopups(map);

  function openEvent(latlng, node, others) {
    const group = findGroup(scene, node);
    if (!group) return;
    if (group.warning) {
      showCard(state, scene, group.event);
      return;
    }
    // A region speaks for the patrol that it belongs to.
    const main = scene.shapes.groups.find((other) => other.id === group.event) ?? group;
    const order = Number(node.dataset.order);
    const fix = group.theatre
      ? wideFix(main, latlng)
      : group.fixes.find((one) => one.waypoint.order === order);
    const card = cardOf(group, main, fix, config);
    openPlace(latlng, [card, otherEvents(latlng, group, others), ...limitsAt(latlng).map(fold)], !group.theatre);
    if (group.closure) return;
    // What the reader points at is in view already: the map stays where it is.
    scene.pointed = true;
    state.set({ selected: group.event });
    scene.pointed = false;
  }

  // What else lies under the pointer, to be opened in its place.
  function otherEvents(latlng, group, nodes) {
    const seen = new Set([group.event]);
    const rows = nodes.flatMap((node) => {
      const other = findGroup(scene, node);
      if (!other || seen.has(other.event)) return [];
      seen.add(other.event);
      const main = scene.shapes.groups.find((one) => one.id === other.event) ?? other;
      const button = element("button", { type: "button", class: "atlas-also" }, main.name);
      button.addEventListener("click", () => openEvent(latlng, node, nodes));
      return [element("li", {}, button)];
    });
    return rows.length ? element("div", { class: "atlas-others" }, "Also here:", element("ul", {}, ...rows)) : null;
  }

  // The limit that was met and the areas that several states claim or share, each with its card.
  function limitsAt(latlng) {
    const { line, areas } = zones().at(latlng);
    const credits = zones().credits();
    const found = areas.map((zone) => ({
      title: [areaName(zone, config.names), claimWords(zone, config.states)].filter(Boolean).join(": "),
      card: zoneAreaPopup(zone, config, config.names, credits),
    }));
    if (line) {
      const title = `${lineTitle(line, config.states)}: ${basisWords(line)}`;
      found.unshift({ title, card: zoneLinePopup(line, config, credits) });
    }
    // An area comes in cells: on the edge of one it is there twice.
    return found.filter(({ title }, index) => found.findIndex((one) => one.title === title) === index);
  }

  // The thing that was pointed at stands above, and the position below it.
  function openPlace(latlng, above, folded = false) {
    const popup = L.popup(popupOptions(map)).setLatLng(latlng);
    const where = { lon: latlng.lng, lat: latlng.lat, view: zones().claims() };
    const place = positionPopup(where, config, { folded, onGrow: () => popup.update() });
    popup.setContent(element("div", {}, ...above, place));
    popup.openOn(map);
  }

  function openGround(latlng) {
    const [main, ...rest] = limitsAt(latlng);
    openPlace(latlng, main ? [main.card, ...rest.map(fold)] : []);
  }

  map.on("click", (event) => {
    if (measure.isActive()) {
      measure.add(event.latlng);
      return;
    }
    const { target, clientX, clientY } = event.originalEvent ?? {};
    const node = target?.closest?.(HOOKS);
    if (node && map.getContainer().contains(node)) {
      const under = document.elementsFromPoint(clientX, clientY).map((one) => one.closest(HOOKS));
      openEvent(event.latlng, node, under.filter(Boolean));
    } else openGround(event.latlng);
  });

  followHover(map, state);
  return {
    measure: () => measure.setActive(!measure.isActive()),
    position: () => (measure.isActive() ? measure.add(map.getCenter()) : openGround(map.getCenter())),
    takeBack: () => measure.isActive() && measure.dropLast(),
    escape: () => {
      measure.setActive(false);
      map.closePopup();
    },
  };
}
