// A name dragged onto a grade fills the form beside it; the reason is still typed, and the form sent.
"use strict";

const moves = document.querySelector("form[data-moves]");
const drops = document.querySelector(".grade-drops");
let held = null;

document.addEventListener("dragstart", (event) => {
  held = event.target.closest ? event.target.closest("[data-who]") : null;
  if (held) event.dataTransfer.effectAllowed = "move";
});
drops.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-grade]");
  for (const one of drops.children) one.classList.toggle("over", held !== null && one === over);
  if (held && over) event.preventDefault();
});
drops.addEventListener("dragleave", () => {
  for (const one of drops.children) one.classList.remove("over");
});
drops.addEventListener("drop", (event) => {
  const over = event.target.closest("[data-grade]");
  if (!held || !over) return;
  event.preventDefault();
  over.classList.remove("over");
  moves.elements.who.value = held.dataset.who;
  moves.elements.grade.value = over.dataset.grade;
  moves.elements.reason.focus();
  held = null;
});
