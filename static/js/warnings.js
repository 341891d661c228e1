// The page that reads warnings: text in, by paste, drop, file, example or link; the reading out.

import { copyText, element } from "./dom.js";
import { pageState } from "./state.js";
import { messageCard, timesTable } from "./warning-cards.js";
import { followLight, lightByPointer } from "./warning-light.js";
import { showReading } from "./warning-map.js";
import { foldText, showDoubt, followFold, startMarkedText } from "./warning-text.js";
import { clockChoice } from "./warning-times.js";

const READ_TYPING_MS = 500;
const READ_AGAIN_MS = 3000;
const READ_STALE_MS = 300000;
const NARROW = matchMedia("(max-width: 720px)");
const TEXT_FRAGMENT = "#text=";

function warningNodes(form) {
  const names = ["text", "edit", "shown", "marked", "fold", "read", "change", "open", "clear", "share", "status", "downloads", "result", "drop"];
  const nodes = Object.fromEntries(names.map((name) => [name, document.getElementById(`warning-${name}`)]));
  return { ...nodes, form, file: form.querySelector("input[type=file]") };
}

// What was asked for last counts: an answer that comes late is left.
function createReader(form) {
  let asking = null;
  return async (text) => {
    asking?.abort();
    asking = new AbortController();
    const view = new URLSearchParams(location.search).get("view") ?? undefined;
    const answer = await fetch(form.dataset.read, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text, view }),
      signal: asking.signal,
    });
    const values = await answer.json().catch(() => ({ error: `the server answered ${answer.status}` }));
    if (answer.ok) return values;
    throw Object.assign(new Error(values.error), { busy: answer.status === 429 });
  };
}

function showResult(nodes, values, clock) {
  const notes = values.notes.map((note) => element("p", { class: "warning-note" }, note));
  const cards = values.messages.map((message) => messageCard(message, clock.key));
  const timed = values.messages.some(({ windows }) => windows.length);
  const choose = (key) => {
    clock.key = key;
    values.messages.forEach((message, index) => {
      cards[index].querySelector(".times").replaceChildren(...timesTable(message, key));
    });
  };
  const summary = element("p", { class: "warning-summary" }, values.summary);
  nodes.result.replaceChildren(summary, ...notes, ...(timed ? [clockChoice(clock.key, choose)] : []), ...cards);
}

function followResult(nodes, state) {
  lightByPointer(nodes.result);
  followLight((key) => {
    for (const node of nodes.result.querySelectorAll("[data-corner]")) {
      node.classList.toggle("is-lit", node.dataset.corner === key);
    }
  });
  const messageAt = (event) => event.target.closest?.("[data-event]")?.dataset.event ?? null;
  nodes.result.addEventListener("pointerover", (event) => state.set({ hovered: messageAt(event) }));
  nodes.result.addEventListener("pointerleave", () => state.set({ hovered: null }));
  nodes.result.addEventListener("click", (event) => {
    const doubt = event.target.closest("[data-doubt]")?.dataset.doubt;
    if (!doubt) return;
    foldText(nodes.marked, nodes.fold, false);
    showDoubt(nodes.marked, doubt);
    nodes.shown.scrollIntoView({ block: "nearest" });
  });
  state.subscribe((now, changed) => {
    for (const card of nodes.result.querySelectorAll("[data-event]")) {
      card.classList.toggle("is-hovered", card.dataset.event === now.hovered);
      card.classList.toggle("is-selected", card.dataset.event === now.selected);
    }
    const chosen = changed.has("selected") && nodes.result.querySelector(".is-selected");
    if (chosen) chosen.scrollIntoView({ block: "nearest" });
  });
}

// Two faces: the text to be changed, and the text as read. On a phone the text folds to a few lines,
// and the map with what was read stands below it in the first screen.
function turnTo(nodes, reading) {
  document.body.classList.toggle("is-read", reading);
  foldText(nodes.marked, nodes.fold, reading);
  if (reading && NARROW.matches) scrollTo({ top: 0, behavior: "instant" });
  nodes.edit.hidden = reading;
  nodes.shown.hidden = !reading;
  nodes.read.hidden = reading;
  nodes.change.hidden = !reading;
  nodes.open.hidden = reading;
}

function textOfAddress() {
  if (!location.hash.startsWith(TEXT_FRAGMENT)) return "";
  try {
    return decodeURIComponent(location.hash.slice(TEXT_FRAGMENT.length));
  } catch {
    return "";
  }
}

// A link that brought a text is no longer true once the text is another.
function forgetFragment(text) {
  if (location.hash.startsWith(TEXT_FRAGMENT) && textOfAddress() !== text) {
    history.replaceState(history.state, "", location.pathname + location.search);
  }
}

function startShare(nodes) {
  nodes.share.addEventListener("click", async () => {
    const link = `${nodes.form.dataset.page}${TEXT_FRAGMENT}${encodeURIComponent(nodes.text.value)}`;
    const done = await copyText(link);
    const long = link.length > 8000 ? " It is long: some programs cut such links." : "";
    nodes.status.textContent = done
      ? `The link is copied; it holds the whole text, and nothing is stored.${long}`
      : "The browser did not let the link be copied.";
  });
}

// A file takes the place of the text, by the button or by a drop anywhere on the page.
function startFiles(nodes, take) {
  const open = async (file) => {
    if (!file) return;
    if (file.size > 4 * Number(nodes.form.dataset.most)) {
      nodes.status.textContent = `${file.name} is too long for a page; mapper warning read reads files of any length.`;
      return;
    }
    try {
      take(new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch {
      nodes.status.textContent = `${file.name} is no text in UTF-8; save it as UTF-8.`;
    }
  };
  nodes.file.addEventListener("change", () => {
    open(nodes.file.files[0]);
    nodes.file.value = "";
  });
  const hasFile = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    nodes.drop.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) nodes.drop.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    nodes.drop.hidden = true;
    if (!hasFile(event)) return;
    event.preventDefault();
    open(event.dataTransfer.files[0]);
  });
}

function createWarningPage(nodes) {
  const ask = createReader(nodes.form);
  const mark = startMarkedText(nodes.marked);
  followFold(nodes.marked, nodes.fold);
  const clock = { key: "own" };
  const page = { readAt: 0, text: null };

  function show(values, fly) {
    mark(values.pieces);
    showResult(nodes, values, clock);
    showReading(values.shapes, fly);
    const some = values.messages.length > 0;
    for (const node of [nodes.clear, nodes.share, nodes.downloads]) node.hidden = !some;
  }

  page.read = async (turn) => {
    const text = nodes.text.value;
    const fresh = text !== page.text;
    page.text = text;
    forgetFragment(text);
    nodes.status.textContent = "Reading …";
    try {
      const values = await ask(text);
      page.readAt = Date.now();
      nodes.status.textContent = "";
      show(values, fresh && turn);
      if (turn && values.messages.length) turnTo(nodes, true);
    } catch (error) {
      if (error.name === "AbortError") return;
      nodes.status.textContent = `This could not be read: ${error.message}`;
      if (error.busy) setTimeout(() => page.read(turn), READ_AGAIN_MS);
    }
  };
  page.take = (text) => {
    nodes.text.value = text;
    turnTo(nodes, false);
    page.read(true);
  };
  return page;
}

function followText(nodes, page) {
  let timer = 0;
  // What the reader asks for takes the place of what typing would ask for in a moment.
  const read = (turn) => {
    clearTimeout(timer);
    page.read(turn);
  };
  nodes.text.addEventListener("input", (event) => {
    clearTimeout(timer);
    const pasted = event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop";
    timer = setTimeout(() => read(pasted), pasted ? 0 : READ_TYPING_MS);
  });
  nodes.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) read(true);
  });
  nodes.form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "format") return;
    event.preventDefault();
    read(true);
  });
  nodes.change.addEventListener("click", () => {
    turnTo(nodes, false);
    nodes.text.focus();
  });
  nodes.clear.addEventListener("click", () => {
    page.take("");
    nodes.text.focus();
  });
  for (const link of nodes.form.querySelectorAll("[data-example]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      page.take(link.dataset.example);
    });
  }
}

function startWarnings() {
  const form = document.getElementById("warning-form");
  if (!form) return;
  const state = pageState();
  const nodes = warningNodes(form);
  const page = createWarningPage(nodes);
  followText(nodes, page);
  followResult(nodes, state);
  startShare(nodes);
  startFiles(nodes, page.take);
  const fromAddress = () => textOfAddress() && page.take(textOfAddress());
  window.addEventListener("hashchange", fromAddress);
  // Whether a warning is in force changes while the page lies open.
  document.addEventListener("visibilitychange", () => {
    const stale = page.readAt && Date.now() - page.readAt > READ_STALE_MS;
    if (!document.hidden && stale) page.read(false);
  });
  if (textOfAddress()) fromAddress();
  else if (nodes.text.value.trim()) page.read(true);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", startWarnings);
else startWarnings();
