// Rows of a form that may be dragged into another order; the buttons beside them do the same without.
"use strict";

for (const body of document.querySelectorAll("[data-sorted]")) {
  let held = null;
  body.addEventListener("dragstart", (event) => {
    held = event.target.closest("tr[draggable]");
    if (held) event.dataTransfer.effectAllowed = "move";
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr[draggable]");
    if (!held || !over || over === held) return;
    event.preventDefault();
    const place = over.getBoundingClientRect();
    const after = event.clientY > place.top + place.height / 2;
    over.parentNode.insertBefore(held, after ? over.nextSibling : over);
  });
  body.addEventListener("drop", (event) => event.preventDefault());
  body.addEventListener("dragend", () => {
    held = null;
    const names = [...body.querySelectorAll("tr[data-name]")].map((row) => row.dataset.name);
    body.closest("form").elements.order.value = names.join(",");
  });
}
