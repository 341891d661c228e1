// Choosing what to compare: by click, by a drag over the strip, by keyboard; the address tells all.

const CHOOSE_KEPT = ["c", "z", "layers", "at", "theme"];
const CHOOSE_WAIT_MS = 350;
const CHOOSE_DRAG_PX = 5;
const CHOOSE_NARROW = "(max-width: 720px)";

function comparePath(action, entries) {
  const query = new URLSearchParams();
  for (const [name, value] of entries) {
    if (!value || (name === "coast" && value === "JPN")) continue;
    query.set(name, query.has(name) && name === "years" ? `${query.get(name)},${value}` : value);
  }
  const text = query.toString().replace(/%2C/g, ",");
  return text ? `${action}?${text}` : action;
}

function go(path) {
  if (path !== window.location.pathname + window.location.search) window.location.assign(path);
}

function submit(form) {
  const entries = [...new FormData(form)];
  const theme = new URLSearchParams(window.location.search).get("theme");
  if (theme && !entries.some(([name]) => name === "theme")) entries.push(["theme", theme]);
  go(comparePath(form.getAttribute("action"), entries));
}

function followForm(form, isReady) {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => isReady() && submit(form), CHOOSE_WAIT_MS);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form);
  });
  form.addEventListener("change", later);
  return later;
}

function startSweep(strip, labels, later) {
  let sweep = null;
  const at = (event) => {
    const found = labels.findIndex((label) => {
      const { left, right, top, bottom } = label.getBoundingClientRect();
      return event.clientX >= left && event.clientX < right && event.clientY >= top - 40 && event.clientY < bottom + 40;
    });
    return found;
  };
  const mark = (from, to) => {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    labels.forEach((label, index) => label.classList.toggle("is-swept", index >= low && index <= high));
  };
  strip.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch") sweep = { x: event.clientX, from: at(event), moved: false };
  });
  strip.addEventListener("pointermove", (event) => {
    if (!sweep || (!sweep.moved && Math.abs(event.clientX - sweep.x) < CHOOSE_DRAG_PX)) return;
    if (!sweep.moved) strip.setPointerCapture(event.pointerId);
    sweep.moved = true;
    sweep.to = at(event) < 0 ? sweep.to : at(event);
    mark(sweep.from, sweep.to ?? sweep.from);
  });
  strip.addEventListener("pointerup", () => {
    if (sweep?.moved) {
      labels.forEach((label) => {
        const box = label.querySelector("input");
        box.checked = label.classList.contains("is-swept") && !label.classList.contains("is-empty");
        label.classList.remove("is-swept");
      });
      later();
    }
    setTimeout(() => {
      sweep = null;
    });
  });
  // A drag that ends on a year is not a click on it.
  strip.addEventListener("click", (event) => sweep?.moved && event.preventDefault(), true);
}

// Arrow keys go from year to year; with shift they take the year along.
function startKeys(boxes, later) {
  const steps = { ArrowLeft: -1, ArrowRight: 1 };
  boxes.forEach((box, index) => {
    box.addEventListener("keydown", (event) => {
      const next = boxes[index + (steps[event.key] ?? 0)];
      if (!steps[event.key] || !next) return;
      event.preventDefault();
      next.focus();
      if (!event.shiftKey) return;
      box.checked = true;
      next.checked = true;
      later();
    });
  });
}

function startStrip(form) {
  const strip = form.querySelector(".strip-years");
  const labels = [...strip.querySelectorAll(".strip-year")];
  const boxes = labels.map((label) => label.querySelector("input"));
  const hint = form.querySelector("[data-hint]");
  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    hint.textContent = count < 2 ? "Choose two years or more: click, drag, or arrow keys and space" : "";
    return count > 1;
  };
  const later = followForm(form, tell);
  form.addEventListener("change", tell);
  startSweep(strip, labels, later);
  startKeys(boxes, later);
}

// On a phone the filters are folded; elsewhere they stand open, without a heading of their own.
function startFolding(filters) {
  const narrow = window.matchMedia(CHOOSE_NARROW);
  const fold = () => {
    filters.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();
}

// A link to another view, or with another year, keeps what the reader sees of the map.
function keepView(link) {
  const now = new URLSearchParams(window.location.search);
  const target = new URL(link.href);
  for (const name of CHOOSE_KEPT) {
    if (now.has(name) && !target.searchParams.has(name)) target.searchParams.set(name, now.get(name));
  }
  link.href = target.pathname + target.search.replace(/%2C/g, ",");
}

/** Starts whatever a page has of it. */
export function startChoosing() {
  document.querySelectorAll("[data-folds]").forEach(startFolding);
  for (const form of document.querySelectorAll("form[data-choose]")) {
    if (form.querySelector(".strip-years")) startStrip(form);
    else followForm(form, () => true);
  }
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target.closest?.("a[data-keeps]");
      if (link) keepView(link);
    },
    true,
  );
}
