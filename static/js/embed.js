// A map in a frame of another page: tells that page how high it wants to be, and leads back.

import { startPinNotes } from "./pin-note.js";
import { pageState, queryFromState } from "./state.js";

const EMBED_SHARE = 0.62;
const EMBED_LEAST_PX = 280;
const EMBED_MOST_PX = 620;

// What the map wants to be is taken from its width alone: a host that obeys starts no circle.
function wantedHeight() {
  const map = Math.min(Math.max(window.innerWidth * EMBED_SHARE, EMBED_LEAST_PX), EMBED_MOST_PX);
  const edges = document.querySelectorAll(".embed-head, .embed-foot");
  return Math.ceil([...edges].reduce((sum, edge) => sum + edge.offsetHeight, map));
}

// The words are those of AMP's frames, which other hosts read as well.
function tellHeight() {
  const height = wantedHeight();
  window.parent.postMessage({ sentinel: "amp", type: "embed-size", height, src: location.href }, "*");
}

// Who follows a link back finds the map as it was left.
// The state is asked for late: the map makes it, with its own defaults.
function leadBack() {
  for (const link of document.querySelectorAll("a[data-page]")) {
    const [page, own = ""] = link.href.split("?");
    const follow = () => {
      const state = pageState();
      const claims = new URLSearchParams(location.search).get("view");
      const kept = own || (claims ? `view=${claims}` : "");
      link.href = page + queryFromState(state.get(), state.defaults, kept && `?${kept}`);
    };
    for (const name of ["pointerdown", "focus"]) link.addEventListener(name, follow);
  }
}

function startEmbed() {
  leadBack();
  startPinNotes();
  if (window.parent === window) return;
  // Their height follows from the width and from what they say, never from the frame's height.
  const follow = new ResizeObserver(tellHeight);
  for (const edge of document.querySelectorAll(".embed-head, .embed-foot")) follow.observe(edge);
}

if (document.documentElement.classList.contains("is-embed")) startEmbed();
