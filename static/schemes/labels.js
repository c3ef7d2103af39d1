/* Labels: the line changes as one chooses, and rows can be dragged. */

function preview(form) {
  const shown = form.querySelector("[data-preview]") ?? form.closest("[data-label]").querySelector("[data-preview]");
  const { hue, pattern, name } = Object.fromEntries(new FormData(form));
  shown.className = `preview h${hue} p-${pattern}`;
  if (name.trim()) shown.textContent = name;
}

document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-form]");
  if (form) preview(form);
});

let dragged = null;

function rowAt(event) {
  return event.target.closest?.("#label-rows > [data-label]");
}

function mark(row) {
  for (const one of document.querySelectorAll(".is-target")) one.classList.remove("is-target");
  row?.classList.add("is-target");
}

document.addEventListener("dragstart", (event) => {
  if (!event.target.closest?.(".grip")) return;
  dragged = rowAt(event);
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(dragged, 0, 0);
});

document.addEventListener("dragover", (event) => {
  const row = rowAt(event);
  if (!dragged || !row) return;
  event.preventDefault();
  mark(row);
});

document.addEventListener("drop", (event) => {
  const row = rowAt(event);
  if (!dragged || !row) return;
  event.preventDefault();
  const below = dragged.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
  row[below ? "after" : "before"](dragged);
  const order = document.getElementById("order");
  const rows = document.querySelectorAll("#label-rows > [data-label]");
  order.elements.ids.value = [...rows].map((one) => one.dataset.label).join(",");
  order.requestSubmit();
});

document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  mark(null);
});

/* Where the focus was inside what is replaced: the disclosures around it, the nearest first. */
let around = [];

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  around = [];
  for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) {
    around.push(one.querySelector("summary").id);
  }
});

function focus() {
  if (document.activeElement !== document.body) return;
  const mistake = document.querySelector("#labels [aria-invalid]");
  (mistake ?? around.map((id) => document.getElementById(id)).find(Boolean) ?? document.getElementById("add")).focus();
}

document.addEventListener("htmx:afterSettle", focus);

function showGrips() {
  for (const grip of document.querySelectorAll(".grip")) grip.hidden = false;
}

document.addEventListener("htmx:afterSwap", showGrips);
showGrips();
