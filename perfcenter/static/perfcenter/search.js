// The search field of the bar: "/" goes there, arrows choose, Enter opens, Escape leaves.
"use strict";

(() => {
  const field = document.querySelector(".bar-end .search-field");
  const found = document.getElementById("search-found");
  if (!field || !found) return;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");

  const options = () => [...found.querySelectorAll("[role=option]")];
  const chosen = () => found.querySelector("[aria-selected=true]");

  function tell() {
    const isOpen = options().length > 0;
    field.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) field.setAttribute("aria-controls", "search-list");
    else field.removeAttribute("aria-controls");
    if (!chosen()) field.removeAttribute("aria-activedescendant");
  }

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  }

  function close() {
    found.replaceChildren();
    tell();
  }

  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!field.checkVisibility()) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const listed = options();
    const place = listed.indexOf(chosen());
    if (event.key === "ArrowDown" && listed.length) choose(listed[(place + 1) % listed.length]);
    else if (event.key === "ArrowUp" && listed.length) choose(listed[(place <= 0 ? listed.length : place) - 1]);
    else if (event.key === "Enter" && place >= 0) location.assign(listed[place].href);
    else if (event.key === "Escape" && listed.length) close();
    else if (event.key === "Escape") field.blur();
    else return;
    event.preventDefault();
  });

  found.addEventListener("htmx:afterSwap", tell);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) close();
  });
  field.closest("form").addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
  });
})();
