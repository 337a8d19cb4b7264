// Who leaves a page with words typed and not sent is asked first, whatever leads away from it.
"use strict";

let sent = null;

function isChanged(field) {
  if (field.type === "hidden" || field.disabled) return false;
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  if (field.options) {
    const chosen = [...field.options];
    return chosen.some((option) => option.defaultSelected)
      ? chosen.some((option) => option.selected !== option.defaultSelected)
      : field.selectedIndex > 0;
  }
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

// What was refused stands in its fields as if it came from the site, but nothing keeps it.
function isRefused(form) {
  const refused = form.querySelector("[role=alert], [aria-invalid=true]") !== null;
  return refused && [...form.elements].some((field) => field.type !== "hidden" && field.defaultValue);
}

function holdsUnsaved(form) {
  if (form.method !== "post") return false;
  // A page on the way (is this to be approved?) says by itself that it carries words.
  if (form.dataset.unsaved !== undefined) return true;
  return isRefused(form) || [...form.elements].some(isChanged);
}

addEventListener("submit", (event) => {
  sent = event.target;
});

addEventListener("beforeunload", (event) => {
  const kept = [...document.forms].filter((form) => form !== sent);
  sent = null;
  if (kept.some(holdsUnsaved)) event.preventDefault();
});
