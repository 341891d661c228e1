// Playing the year: days are added one after the other; a window that was chosen moves on instead.

import { wantsStillness } from "./dom.js";

const PLAY_YEAR_MS = 14000;
const PLAY_STEP_MS = 900;
const PLAY_MONTH_DAYS = 30;

/** Give the window after some days of playing: the whole year grows, a narrower window moves. */
function playedDays(start, passed, count) {
  const [first, last] = start;
  if (first === 0 && last === count - 1) return [0, Math.min(passed, count - 1)];
  const step = Math.min(passed, count - 1 - last);
  return [first + step, last + step];
}

/**
 * Make a button play the year.
 *
 * `days()` gives the window as day numbers, `choose(first, last)` sets it.
 */
export function playYear(button, count, days, choose) {
  let run = null;
  const stop = () => {
    if (run) clearInterval(run.timer);
    run = null;
    button.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-label", "Play the year");
  };
  const tick = () => {
    const now = days();
    if (now[0] !== run.shown[0] || now[1] !== run.shown[1]) {
      stop();
      return;
    }
    const passed = performance.now() - run.begun;
    const steps = wantsStillness()
      ? Math.floor(passed / PLAY_STEP_MS) * PLAY_MONTH_DAYS
      : Math.floor((passed / PLAY_YEAR_MS) * count);
    const next = playedDays(run.start, steps, count);
    if (next[0] !== run.shown[0] || next[1] !== run.shown[1]) choose(next[0], next[1]);
    run.shown = days();
    if (next[1] >= count - 1) stop();
  };
  const play = () => {
    const start = days();
    // A window that stands at the end of the year has nowhere to go: the year is played.
    const from = start[1] >= count - 1 ? [0, count - 1] : start;
    const first = playedDays(from, 0, count);
    choose(first[0], first[1]);
    run = { start: from, begun: performance.now(), shown: days(), timer: setInterval(tick, 40) };
    button.setAttribute("aria-pressed", "true");
    button.setAttribute("aria-label", "Pause");
  };
  button.hidden = false;
  button.addEventListener("click", () => (run ? stop() : play()));
}
