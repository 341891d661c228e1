// The page round the map: starts whatever parts the page has. The HTML is whole without it.

import { pageState } from "./state.js";
import { startChoosing } from "./compare-choose.js";
import { startCopying } from "./panel-copy.js";
import { startHighlights } from "./panel-events.js";
import { startPrinting } from "./panel-print.js";
import { startReports } from "./panel-report.js";
import { startSearch } from "./panel-search.js";
import { startTables } from "./panel-table.js";
import { startTabs } from "./panel-tabs.js";
import { startTheme } from "./panel-theme.js";
import { startTimeline } from "./panel-timeline.js";
import { startPinNotes } from "./pin-note.js";

// A menu made of <details> closes when the reader turns elsewhere.
function startMenus() {
  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

function startPanel() {
  const state = pageState();
  document.documentElement.classList.add("has-script");
  startTheme(state);
  startMenus();
  startCopying();
  startTables();
  startSearch();
  if (document.querySelector("[data-tabs]")) startTabs();
  if (document.querySelector(".page-year:not(.page-warnings), .page-event")) startHighlights(state);
  if (document.getElementById("timeline")) startTimeline(state);
  startChoosing();
  startPrinting(state);
  startReports(state);
  startPinNotes();
}

// The script runs as soon as the map's frame is there; the panel waits for the whole page.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startPanel);
else startPanel();
